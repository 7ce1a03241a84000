package org.archipel.rest.internal.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.archipel.api.error.ValidationException;
import org.archipel.base.Hmac;
import org.archipel.base.Sha256;

/**
 * The identity of a repeatable request: a digest of caller, method, path and the client's key. Answers are encrypted (AES-256-GCM)
 * with a key derived from the client's, of which only the digest is stored: an answer may hold a secret that is shown once.
 */
final class RequestKey {
    private static final Pattern VALID = Pattern.compile("[\\x21\\x23-\\x7E]{1,255}");
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final SecretKeySpec secret;

    private RequestKey(String id, SecretKeySpec secret) {
        this.id = id;
        this.secret = secret;
    }

    /**
     * @param caller name of the authenticated caller; empty on public routes
     * @param header value of {@code Idempotency-Key}, with or without the quotes of a structured field
     */
    static RequestKey of(String caller, String method, String path, String header) {
        String key = header.strip();
        if (key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        if (!VALID.matcher(key).matches()) {
            throw new ValidationException(
                    "/Idempotency-Key", "must have 1 to 255 visible ASCII characters without quotes");
        }
        String scope = String.join("\n", caller, method, path, key);
        byte[] digest = Sha256.of(scope.getBytes(StandardCharsets.UTF_8));
        byte[] derived = Hmac.sha256(key.getBytes(StandardCharsets.UTF_8), digest);
        return new RequestKey(HexFormat.of().formatHex(digest), new SecretKeySpec(derived, "AES"));
    }

    String id() {
        return id;
    }

    byte[] encrypt(byte[] plain) {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(plain);
            byte[] all = Arrays.copyOf(iv, IV_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, IV_BYTES, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    byte[] decrypt(byte[] all) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, IV_BYTES)).doFinal(all, IV_BYTES, all.length - IV_BYTES);
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(id.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
