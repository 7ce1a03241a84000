package org.archipel.security.internal.auth;

import java.util.Optional;
import java.util.Set;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Authentication.Credentials;

/**
 * Recognizes one kind of credential. The services of this type are asked in the order of their ranking, until one recognizes what
 * the request carries. Thread-safe.
 */
public interface Authenticator {
    /**
     * Whose credential it is.
     *
     * @return empty if the request carries no credential of this kind
     * @throws org.archipel.api.error.PlatformException if it carries one that is not good
     */
    Optional<Identity> authenticate(Credentials credentials);

    /** The same without waiting; empty as well if the database has to be asked. */
    Optional<Identity> authenticateAtOnce(Credentials credentials);

    /**
     * @param actor as written to the audit log
     * @param organizationId the organization of the user
     */
    record Identity(String actor, String organizationId, String userId, Set<ApiPermission> permissions) {
        public Identity {
            permissions = Set.copyOf(permissions);
        }
    }
}
