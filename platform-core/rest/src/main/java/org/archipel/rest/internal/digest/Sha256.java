package org.archipel.rest.internal.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which states, cursors and requests are told apart. */
public final class Sha256 {
    private Sha256() {}

    /** A new digest, for one thread. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The digest of all of the content. */
    public static byte[] of(byte[] content) {
        return newDigest().digest(content);
    }
}
