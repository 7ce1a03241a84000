package org.archipel.marketplace.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.sandbox.PermissionVocabulary;

/**
 * Works out what an organization grants. Only what the version asks for can be granted; what it asks as required has to be, or it
 * is not installed.
 */
public final class Consent {
    private final PermissionVocabulary vocabulary;
    private final List<PermissionRequest> asked;

    public Consent(PermissionVocabulary vocabulary, List<PermissionRequest> asked) {
        this.vocabulary = vocabulary;
        this.asked = List.copyOf(asked);
    }

    /** The grants that an order leads to: what it says, or else what was granted before and is still asked for. */
    public List<Permission> resolve(InstallOrder order, List<Permission> before) {
        var grants = new ArrayList<Permission>();
        order.grants().map(this::checked).ifPresentOrElse(grants::addAll, () -> grants.addAll(kept(before)));
        if (order.acceptRequired()) {
            asked.stream().filter(PermissionRequest::required).forEach(request -> add(grants, request.permission()));
        }
        checked(order.optional()).forEach(permission -> add(grants, permission));
        return List.copyOf(grants);
    }

    /** @throws PlatformException {@code PERMISSION_DENIED} that says what is asked, unless all that is required is granted */
    public void require(List<Permission> grants) {
        var missing = missing(grants);
        if (!missing.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.PERMISSION_DENIED,
                    "the extension cannot work without permissions that were not granted",
                    missing.stream()
                            .map(request -> new FieldError("/grants", words(request)))
                            .toList(),
                    null,
                    null);
        }
    }

    /** Whether a required permission is not granted. */
    public boolean needed(List<Permission> grants) {
        return !missing(grants).isEmpty();
    }

    /**
     * The grants in canonical form.
     *
     * @throws ValidationException if one is not valid or not asked for
     */
    public List<Permission> checked(List<Permission> grants) {
        var all = asked.stream().map(PermissionRequest::permission).toList();
        var result = new ArrayList<Permission>();
        for (int i = 0; i < grants.size(); i++) {
            var errors = vocabulary.validate(grants.get(i), "/grants/" + i);
            if (!errors.isEmpty()) {
                throw new ValidationException("a grant is not valid", errors);
            }
            var grant = vocabulary.canonical(grants.get(i));
            if (!vocabulary.covers(all, grant)) {
                throw new ValidationException("/grants/" + i, "the extension does not ask for this permission");
            }
            result.add(grant);
        }
        return result;
    }

    private List<PermissionRequest> missing(List<Permission> grants) {
        return asked.stream()
                .filter(PermissionRequest::required)
                .filter(request -> !vocabulary.covers(grants, request.permission()))
                .toList();
    }

    /** Earlier grants that are still asked for; an optional one stays granted only as far as it was. */
    private List<Permission> kept(List<Permission> before) {
        return asked.stream()
                .map(PermissionRequest::permission)
                .filter(permission -> vocabulary.covers(before, permission))
                .toList();
    }

    private void add(List<Permission> grants, Permission permission) {
        if (!vocabulary.covers(grants, permission)) {
            grants.add(permission);
        }
    }

    private String words(PermissionRequest request) {
        var sentences = vocabulary.describe(request.permission()).stream()
                .map(sentence ->
                        sentence.text().getOrDefault("en", sentence.action()) + " (risk: " + sentence.risk() + ")")
                .toList();
        return String.join("; ", sentences) + ". Reason given: " + request.reason();
    }
}
