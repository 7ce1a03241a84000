package org.archipel.gateway.internal.auth;

import java.util.List;
import java.util.Optional;

/** Takes everybody. */
final class AnonymousAuthenticator implements Authenticator {
    @Override
    public Optional<ApiCaller> quickly(Presented request) {
        return Optional.of(ApiCaller.anonymous(request.ip()));
    }

    @Override
    public List<String> headers() {
        return List.of();
    }
}
