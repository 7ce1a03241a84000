package org.archipel.gateway.internal.auth;

import java.util.Optional;
import java.util.Set;
import org.archipel.security.Caller;

/**
 * Who calls a custom API.
 *
 * @param id what limits and caches tell callers apart by; unique over all kinds
 * @param platform the caller as the platform knows it; empty for those of foreign tokens, and for nobody
 */
public record ApiCaller(String id, Set<String> roles, Set<String> scopes, Optional<Caller> platform) {
    public static ApiCaller anonymous(String ip) {
        return new ApiCaller("ip:" + ip, Set.of(), Set.of(), Optional.empty());
    }
}
