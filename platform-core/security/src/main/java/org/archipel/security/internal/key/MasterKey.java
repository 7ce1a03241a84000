package org.archipel.security.internal.key;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that wraps all others; it is never in the database.
 *
 * @param id a fingerprint that tells nothing of the key
 */
public record MasterKey(String id, SecretKey key) {
    private static final int BYTES = 32;
    private static final int ID_BYTES = 8;

    /** A new random key. */
    public static MasterKey generate() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return of(bytes);
    }

    /**
     * Reads a key from Base64.
     *
     * @throws IllegalArgumentException if it is not Base64 of 32 bytes
     */
    public static MasterKey parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            // The cause quotes characters of the key, so it stays here.
            throw new IllegalArgumentException("The master key is not Base64");
        }
        if (bytes.length != BYTES) {
            Arrays.fill(bytes, (byte) 0);
            throw new IllegalArgumentException("The master key must have 32 bytes, but has " + bytes.length);
        }
        return of(bytes);
    }

    /** The key in Base64, for its file. */
    String encoded() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }

    private static MasterKey of(byte[] bytes) {
        SecretKey key = new SecretKeySpec(bytes, "AES");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            byte[] print = mac.doFinal(Aead.context("archipel", "master key id"));
            return new MasterKey(HexFormat.of().formatHex(print, 0, ID_BYTES), key);
        } catch (GeneralSecurityException e) {
            throw new SealException("HMAC-SHA-256 is not available", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
