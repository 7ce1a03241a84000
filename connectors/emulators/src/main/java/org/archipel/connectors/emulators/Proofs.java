package org.archipel.connectors.emulators;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of webhooks, as providers make them. */
final class Proofs {
    private Proofs() {}

    static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    static String hex(String secret, String text) {
        return HexFormat.of().formatHex(hmac(secret, text));
    }

    static String base64(String secret, String text) {
        return Base64.getEncoder().encodeToString(hmac(secret, text));
    }
}
