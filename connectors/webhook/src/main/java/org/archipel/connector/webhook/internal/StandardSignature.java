package org.archipel.connector.webhook.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.archipel.connector.common.webhook.Signatures;

/** Signatures of Standard Webhooks (version 1, symmetric): HMAC-SHA256 over id, time and content. */
final class StandardSignature {
    private static final String PREFIX = "whsec_";

    private final byte[] key;

    /** @param secret {@code whsec_} and Base64; without the prefix, its bytes as they are */
    StandardSignature(String secret) {
        this.key = key(secret);
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                // Not Base64: it is taken as it is, as any other secret.
                return secret.getBytes(StandardCharsets.UTF_8);
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    String sign(String id, String timestamp, byte[] body) {
        byte[] before = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return "v1," + Signatures.hmacBase64(key, before, body);
    }

    /** @param signatures separated by spaces; one of them has to be good */
    boolean verify(String id, String timestamp, byte[] body, String signatures) {
        String expected = sign(id, timestamp, body);
        boolean good = false;
        for (String signature : signatures.split(" ")) {
            good |= Signatures.same(expected, signature);
        }
        return good;
    }
}
