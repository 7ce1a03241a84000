package org.archipel.security.internal.key;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** A key out of the ring, unwrapped for use. */
public record PlatformKey(String id, SecretKey key) {
    /** HMAC-SHA-256 (RFC 2104) of the bytes; only for the keys of that algorithm. */
    public byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new SealException("HMAC-SHA-256 is not available", e);
        }
    }

    @Override
    public String toString() {
        return "PlatformKey[" + id + "]";
    }
}
