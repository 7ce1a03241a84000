package org.archipel.security.internal.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.Transaction;
import org.archipel.rest.ApiPermission;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.Checks;
import org.archipel.security.internal.store.RoleRow;
import org.archipel.security.internal.store.RoleStore;
import org.archipel.security.internal.store.UserRow;

/**
 * What roles permit, and the rule that nobody grants, or manages somebody who has, more than they may do themselves.
 */
public final class Grants {
    private static final Map<String, ApiPermission> BY_NAME = Stream.of(ApiPermission.values())
            .collect(Collectors.toUnmodifiableMap(ApiPermission::wireName, Function.identity()));

    private Grants() {}

    /** What the user's roles permit together. */
    public static Set<ApiPermission> of(Transaction transaction, UserRow user) {
        return ofRoles(transaction, user.organizationId(), user.roles());
    }

    public static Set<ApiPermission> ofRoles(Transaction transaction, String organizationId, Collection<String> roles) {
        Set<ApiPermission> granted = EnumSet.noneOf(ApiPermission.class);
        List<String> custom = new ArrayList<>();
        for (String role : roles) {
            BuiltInRole.named(role)
                    .ifPresentOrElse(builtIn -> granted.addAll(builtIn.permissions()), () -> custom.add(role));
        }
        for (RoleRow role : RoleStore.byNames(transaction, organizationId, custom)) {
            granted.addAll(known(role.permissions()));
        }
        return granted;
    }

    /** The user's permissions narrowed by scopes; no scopes do not narrow. */
    public static Set<ApiPermission> narrowed(Set<ApiPermission> permissions, List<String> scopes) {
        if (scopes.isEmpty()) {
            return permissions;
        }
        Set<ApiPermission> narrowed = known(scopes);
        narrowed.retainAll(permissions);
        return narrowed;
    }

    /** Reads wire names of a request; unknown ones are reported. */
    public static Set<ApiPermission> parse(Checks checks, String pointer, List<String> names) {
        Set<ApiPermission> permissions = EnumSet.noneOf(ApiPermission.class);
        for (int i = 0; i < names.size(); i++) {
            Optional<ApiPermission> permission =
                    Optional.ofNullable(names.get(i)).map(BY_NAME::get);
            String place = pointer + "/" + i;
            permission.ifPresentOrElse(permissions::add, () -> checks.error(place, "is not a permission"));
        }
        return permissions;
    }

    public static List<String> wireNames(Collection<ApiPermission> permissions) {
        return permissions.stream().map(ApiPermission::wireName).sorted().toList();
    }

    /**
     * Refuses to hand out more than the caller has.
     *
     * @throws PlatformException with {@code AUTHORIZATION_ERROR}
     */
    public static void requireWithin(Caller caller, Set<ApiPermission> permissions) {
        if (!caller.permissions().containsAll(permissions)) {
            Set<ApiPermission> beyond = EnumSet.copyOf(permissions);
            beyond.removeAll(caller.permissions());
            throw new PlatformException(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "You cannot grant or manage permissions that you do not have: "
                            + String.join(", ", wireNames(beyond)));
        }
    }

    /** Names that this release does not know are left out: a permission that is gone permits nothing. */
    private static Set<ApiPermission> known(Collection<String> names) {
        Set<ApiPermission> permissions = EnumSet.noneOf(ApiPermission.class);
        names.stream().map(BY_NAME::get).filter(Objects::nonNull).forEach(permissions::add);
        return permissions;
    }
}
