package org.archipel.security;

import java.security.Principal;
import java.util.EnumSet;
import java.util.Set;
import javax.ws.rs.core.SecurityContext;
import org.archipel.rest.ApiPermission;

/**
 * The authenticated caller of a request.
 *
 * @param actor who acts, as written to the audit log: {@code user:<id>}, {@code key:<id>} or {@code system:<part>}
 * @param organizationId the organization that the request works in
 * @param userId the user behind the credential
 * @param permissions what the credential may do: the user's roles narrowed by the key's scopes
 * @param ip address of the client; empty for the platform itself
 * @param requestId id of the request; empty outside of one
 */
public record Caller(
        String actor, String organizationId, String userId, Set<ApiPermission> permissions, String ip, String requestId)
        implements Principal {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** The caller of the present request, as left there by the authentication filter. */
    public static Caller of(SecurityContext context) {
        return (Caller) context.getUserPrincipal();
    }

    /** The platform acting by itself for an organization. */
    public static Caller system(String part, String organizationId) {
        return new Caller("system:" + part, organizationId, "", EnumSet.allOf(ApiPermission.class), "", "");
    }

    @Override
    public String getName() {
        return actor;
    }

    public boolean may(ApiPermission permission) {
        return permissions.contains(permission);
    }
}
