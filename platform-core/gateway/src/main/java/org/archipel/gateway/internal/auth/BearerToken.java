package org.archipel.gateway.internal.auth;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** The bearer token of a request (RFC 6750, section 2.1). */
final class BearerToken {
    private static final String SCHEME = "Bearer ";
    private static final int MOST_LENGTH = 8 * 1024;

    private BearerToken() {}

    /** @throws PlatformException {@code AUTHENTICATION_ERROR} if there is none */
    static String of(Presented request) {
        String header = request.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "Send a token, as Authorization: Bearer.");
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty() || token.length() > MOST_LENGTH) {
            throw refused();
        }
        return token;
    }

    static PlatformException refused() {
        return new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "The token is not valid.");
    }
}
