package org.archipel.integrations.internal.oauth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.archipel.base.Sha256;

/** Proof key for code exchange (RFC 7636), method S256. */
final class Pkce {
    /** The only method that is offered: {@code plain} protects nothing. */
    static final String METHOD = "S256";

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Pkce() {}

    /** A verifier of 43 characters (section 4.1). */
    static String verifier() {
        return random();
    }

    /** 256 random bits in base64url. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The challenge of a verifier (section 4.2). */
    static String challenge(String verifier) {
        byte[] hash = Sha256.of(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
