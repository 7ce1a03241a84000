package org.archipel.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;

/** Encrypts many bytes in pieces with a checkpoint before each: old algorithms are slow. */
public final class Ciphers {
    private static final int MOST = 1 << 20;

    private Ciphers() {}

    private static ByteArrayOutputStream pieces(Cipher cipher, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        ByteArrayOutputStream result = new ByteArrayOutputStream(length);
        Pieces.each(bytes, offset, length, (from, start, size) -> {
            byte[] piece = cipher.update(from, start, size);
            if (piece != null) {
                result.writeBytes(piece);
            }
        });
        return result;
    }

    public static byte[] update(Cipher cipher, byte[] bytes) {
        return update(cipher, bytes, 0, bytes.length);
    }

    public static byte[] update(Cipher cipher, byte[] bytes, int offset, int length) {
        return length <= MOST
                ? cipher.update(bytes, offset, length)
                : pieces(cipher, bytes, offset, length).toByteArray();
    }

    public static byte[] doFinal(Cipher cipher, byte[] bytes) throws IllegalBlockSizeException, BadPaddingException {
        return doFinal(cipher, bytes, 0, bytes.length);
    }

    public static byte[] doFinal(Cipher cipher, byte[] bytes, int offset, int length)
            throws IllegalBlockSizeException, BadPaddingException {
        if (length <= MOST) {
            return cipher.doFinal(bytes, offset, length);
        }
        ByteArrayOutputStream result = pieces(cipher, bytes, offset, length);
        result.writeBytes(cipher.doFinal());
        return result.toByteArray();
    }

    private static void check(int length) {
        Checkpoint.check();
        if (length > MOST) {
            throw new SecurityException("not allowed to extensions: encrypting " + length
                    + " bytes in one piece; give them in parts, or as an array alone");
        }
    }

    // As far as it goes now: another call may set its limit meanwhile.
    private static ByteBuffer given(ByteBuffer bytes, ByteBuffer result) {
        if (bytes == result) {
            throw new IllegalArgumentException("the buffers must not be the same");
        }
        ByteBuffer given = bytes.duplicate();
        check(given.remaining());
        return given;
    }

    public static int update(Cipher cipher, byte[] bytes, int offset, int length, byte[] result)
            throws ShortBufferException {
        check(length);
        return cipher.update(bytes, offset, length, result);
    }

    public static int update(Cipher cipher, byte[] bytes, int offset, int length, byte[] result, int at)
            throws ShortBufferException {
        check(length);
        return cipher.update(bytes, offset, length, result, at);
    }

    public static int update(Cipher cipher, ByteBuffer bytes, ByteBuffer result) throws ShortBufferException {
        ByteBuffer given = given(bytes, result);
        int length = cipher.update(given, result);
        bytes.position(given.position());
        return length;
    }

    public static int doFinal(Cipher cipher, byte[] bytes, int offset, int length, byte[] result)
            throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
        check(length);
        return cipher.doFinal(bytes, offset, length, result);
    }

    public static int doFinal(Cipher cipher, byte[] bytes, int offset, int length, byte[] result, int at)
            throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
        check(length);
        return cipher.doFinal(bytes, offset, length, result, at);
    }

    public static int doFinal(Cipher cipher, ByteBuffer bytes, ByteBuffer result)
            throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
        ByteBuffer given = given(bytes, result);
        int length = cipher.doFinal(given, result);
        bytes.position(given.position());
        return length;
    }

    /** As that of the JDK, in pieces. Also what classes of extensions extend in its place. */
    public static class CipherOutputStream extends javax.crypto.CipherOutputStream {
        public CipherOutputStream(OutputStream out, Cipher cipher, Class<?> caller) {
            super(Pipes.checked(out), cipher);
            Objects.requireNonNull(caller);
        }

        /** With no cipher, for classes that extend it. */
        public CipherOutputStream(OutputStream out, Class<?> caller) {
            super(Pipes.checked(out));
            Objects.requireNonNull(caller);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Pieces.each(bytes, offset, length, super::write);
        }
    }
}
