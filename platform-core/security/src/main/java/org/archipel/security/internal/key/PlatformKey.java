package org.archipel.security.internal.key;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** A key out of the ring, unwrapped for use. */
public record PlatformKey(String id, SecretKey key) {
    private static final String HMAC = "HmacSHA256";
    /** To look the algorithm up costs more than a short text does. */
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(PlatformKey::newMac);

    /** HMAC-SHA-256 (RFC 2104) of the bytes; only for the keys of that algorithm. */
    public byte[] mac(byte[] bytes) {
        if (!HMAC.equals(key.getAlgorithm())) {
            throw new SealException("the key is none of HMAC-SHA-256", null);
        }
        Mac mac = MAC.get();
        try {
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (InvalidKeyException e) {
            throw new SealException("the key is none of HMAC-SHA-256", e);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(HMAC);
        } catch (NoSuchAlgorithmException e) {
            throw new SealException("HMAC-SHA-256 is not available", e);
        }
    }

    @Override
    public String toString() {
        return "PlatformKey[" + id + "]";
    }
}
