package org.archipel.base;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes (RFC 2104), which every Java runtime has. */
public final class Hmac {
    private static final String SHA256 = "HmacSHA256";
    private static final String VERSION = "v1,";

    private Hmac() {}

    /** HMAC-SHA-256 of parts as though they were one: 32 bytes. */
    public static byte[] sha256(byte[] key, byte[]... parts) {
        return of(SHA256, key, parts);
    }

    /**
     * As {@link #sha256}, with another hash function.
     *
     * @param algorithm a name of the Java runtime's, such as {@code HmacSHA512}
     * @param key an empty one is taken for a single zero, which makes the same hash
     */
    public static byte[] of(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is not available", e);
        }
    }

    /** A signature of Standard Webhooks (the symmetric {@code v1}), with its version. */
    public static String ofWebhook(byte[] key, String id, String timestamp, byte[] body) {
        byte[] before = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return VERSION + Base64.getEncoder().encodeToString(sha256(key, before, body));
    }
}
