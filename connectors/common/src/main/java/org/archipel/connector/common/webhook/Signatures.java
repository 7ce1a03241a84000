package org.archipel.connector.common.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks what proves that a webhook is genuine. Comparisons take the same time whatever is compared. */
public final class Signatures {
    private Signatures() {}

    /** Whether two texts are the same; an empty one never is. */
    public static boolean same(String expected, String given) {
        return !expected.isEmpty()
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256 (RFC 2104) in lower-case hexadecimal digits. */
    public static String hmacHex(String secret, byte[]... parts) {
        return HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), parts));
    }

    /** HMAC-SHA256 (RFC 2104) in Base64. */
    public static String hmacBase64(String secret, byte[]... parts) {
        return hmacBase64(secret.getBytes(StandardCharsets.UTF_8), parts);
    }

    /** As {@link #hmacBase64(String, byte[][])}, with a secret that is no text. */
    public static String hmacBase64(byte[] secret, byte[]... parts) {
        return Base64.getEncoder().encodeToString(hmac(secret, parts));
    }

    /** Whether a time in seconds since 1970 is within a window around now; a text that is none is not. */
    public static boolean timely(String seconds, Instant now, Duration window) {
        return seconds.matches("\\d{1,12}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                                .abs()
                                .compareTo(window)
                        <= 0;
    }

    /** SHA-256 in hexadecimal digits: an id for deliveries that have none. */
    public static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
