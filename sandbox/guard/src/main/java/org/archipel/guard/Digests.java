package org.archipel.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Objects;
import javax.crypto.Mac;

/** Digests of many bytes, and many bytes of chance, in pieces with a checkpoint before each: some algorithms are slow. */
public final class Digests {
    private static final int LONGEST_SEED = 1 << 10;
    private static final int MOST_CHANCE = 4 << 20;

    private Digests() {}

    private static byte[] rest(ByteBuffer buffer) {
        byte[] bytes = new byte[Sizes.array(buffer.remaining(), 1)];
        buffer.get(bytes);
        return bytes;
    }

    public static void update(MessageDigest digest, byte[] bytes) {
        update(digest, bytes, 0, bytes.length);
    }

    public static void update(MessageDigest digest, byte[] bytes, int offset, int length) {
        Pieces.each(bytes, offset, length, digest::update);
    }

    public static void update(MessageDigest digest, ByteBuffer buffer) {
        update(digest, rest(buffer));
    }

    public static byte[] digest(MessageDigest digest, byte[] bytes) {
        update(digest, bytes);
        return digest.digest();
    }

    public static void update(Mac mac, byte[] bytes) {
        update(mac, bytes, 0, bytes.length);
    }

    public static void update(Mac mac, byte[] bytes, int offset, int length) {
        Pieces.each(bytes, offset, length, mac::update);
    }

    public static void update(Mac mac, ByteBuffer buffer) {
        update(mac, rest(buffer));
    }

    public static byte[] doFinal(Mac mac, byte[] bytes) {
        update(mac, bytes);
        return mac.doFinal();
    }

    public static void update(Signature signature, byte[] bytes) throws SignatureException {
        update(signature, bytes, 0, bytes.length);
    }

    public static void update(Signature signature, byte[] bytes, int offset, int length) throws SignatureException {
        Pieces.each(bytes, offset, length, signature::update);
    }

    public static void update(Signature signature, ByteBuffer buffer) throws SignatureException {
        update(signature, rest(buffer));
    }

    /** Mixed into the chance of all, while nobody else is given any. */
    public static void setSeed(SecureRandom random, byte[] seed) {
        checkSeed(seed.length);
        random.setSeed(seed);
    }

    /** Waits for the machine's own chance, while nobody else is given any. */
    public static byte[] generateSeed(SecureRandom random, int length) {
        checkSeed(length);
        return random.generateSeed(length);
    }

    public static byte[] getSeed(int length) {
        checkSeed(length);
        return SecureRandom.getSeed(length);
    }

    private static void checkSeed(int length) {
        if (length > LONGEST_SEED) {
            throw new SecurityException("not allowed to extensions: a seed of " + length + " bytes");
        }
    }

    public static void nextBytes(SecureRandom random, byte[] bytes) {
        byte[] piece = new byte[Math.min(Pieces.USUAL, bytes.length)];
        for (int done = 0; done < bytes.length; done += Pieces.USUAL) {
            Checkpoint.check();
            int length = Math.min(Pieces.USUAL, bytes.length - done);
            random.nextBytes(piece);
            System.arraycopy(piece, 0, bytes, done, length);
        }
    }

    /** A {@link java.util.Random} that turns out to be a secure one, which is slow: in pieces, others might give other bytes. */
    static void checkChance(Object bytes) {
        if (bytes instanceof byte[] array && array.length > MOST_CHANCE) {
            throw new SecurityException("not allowed to extensions: " + array.length
                    + " bytes of secure chance, of a Random; use SecureRandom");
        }
    }

    /** As that of the JDK, in pieces. Also what classes of extensions extend in its place. */
    public static class DigestOutputStream extends java.security.DigestOutputStream {
        public DigestOutputStream(OutputStream out, MessageDigest digest, Class<?> caller) {
            super(Pipes.checked(out), digest);
            Objects.requireNonNull(caller);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Pieces.each(bytes, offset, length, super::write);
        }
    }

    /** As that of the JDK, in pieces: who reads much at once is given less. Also what classes of extensions extend in its place. */
    public static class DigestInputStream extends java.security.DigestInputStream {
        public DigestInputStream(InputStream in, MessageDigest digest, Class<?> caller) {
            super(Pipes.checked(in), digest);
            Objects.requireNonNull(caller);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(Pieces.USUAL, length));
        }
    }
}
