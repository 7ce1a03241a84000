package org.archipel.integrations.internal.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.archipel.base.Hmac;

/** Signatures of Standard Webhooks (standardwebhooks.com), the symmetric {@code v1}. */
public final class StandardWebhooks {
    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final String SECRET_PREFIX = "whsec_";
    private static final int MOST_SIGNATURES = 20;

    private StandardWebhooks() {}

    /** The bytes of a secret: Base64 behind {@code whsec_}, or the text's own bytes where it is neither. */
    public static byte[] key(String secret) {
        String text = secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Writes a secret as the standard does. */
    public static String secret(byte[] key) {
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** One signature, with its version. */
    public static String sign(byte[] key, String id, String timestamp, byte[] body) {
        return Hmac.ofWebhook(key, id, timestamp, body);
    }

    /** Whether one of the signatures is made with one of the keys. */
    public static boolean verify(List<byte[]> keys, String id, String timestamp, byte[] body, String signatures) {
        String[] given = signatures.strip().split(" +", MOST_SIGNATURES + 1);
        boolean found = false;
        for (byte[] key : keys) {
            byte[] expected = sign(key, id, timestamp, body).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < Math.min(given.length, MOST_SIGNATURES); i++) {
                found |= MessageDigest.isEqual(expected, given[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        return found;
    }
}
