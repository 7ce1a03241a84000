package org.archipel.sandbox;

import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.api.permission.Permission;
import org.osgi.annotation.versioning.ProviderType;

/** What permissions exist, what they mean, and how they compare. Thread-safe. */
@ProviderType
public interface PermissionVocabulary {
    /** All resources, in the order in which they are shown. */
    List<PermissionKind> kinds();

    /**
     * What is wrong with a permission: unknown resource, action or condition, a missing condition, a value that cannot be read.
     *
     * @param pointer JSON Pointer of the permission in the document that is checked
     */
    List<FieldError> validate(Permission permission, String pointer);

    /**
     * The permission with all values in canonical form, sorted and without repetition.
     *
     * @throws org.archipel.api.error.ValidationException if the permission is not valid
     */
    Permission canonical(Permission permission);

    /** One sentence for each action of a valid permission. */
    List<PermissionSentence> describe(Permission permission);

    /** Whether the grants allow all that the wanted permission asks. Both must be valid. */
    boolean covers(List<Permission> grants, Permission wanted);

    /** Compares two sets of valid permissions. */
    PermissionDiff diff(List<Permission> before, List<Permission> after);
}
