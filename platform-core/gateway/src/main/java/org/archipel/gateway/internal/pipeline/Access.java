package org.archipel.gateway.internal.pipeline;

import java.util.Collections;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.auth.ApiCaller;

/**
 * Who of those that are known may call.
 *
 * @param roles of which one is needed; empty for none
 * @param scopes all of which are needed
 */
record Access(Set<String> roles, Set<String> scopes) {
    /** @throws PlatformException {@code AUTHORIZATION_ERROR} */
    void require(ApiCaller caller) {
        if (!roles.isEmpty() && Collections.disjoint(roles, caller.roles())) {
            throw refusal("one of the roles " + String.join(", ", roles));
        }
        if (!caller.scopes().containsAll(scopes)) {
            throw refusal("the scopes " + String.join(", ", scopes));
        }
    }

    private static PlatformException refusal(String what) {
        return new PlatformException(ErrorCode.AUTHORIZATION_ERROR, "This needs " + what + ".");
    }
}
