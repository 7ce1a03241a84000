package org.example.attacks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.SecretKeySpec;

/** Streams that digest or encrypt, as classes of the extension's own. */
public final class StreamClassAttacks {
    private StreamClassAttacks() {}

    private static MessageDigest slow() throws GeneralSecurityException {
        return MessageDigest.getInstance("MD2");
    }

    private static Cipher cipher(String algorithm, int key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(algorithm + "/ECB/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[key], algorithm));
        return cipher;
    }

    /** Counts what is read. */
    private static final class Reading extends DigestInputStream {
        private long count;

        private Reading(InputStream in, MessageDigest digest) {
            super(in, digest);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /** Counts what is written. */
    private static class Writing extends DigestOutputStream {
        private long count;

        Writing(OutputStream out, MessageDigest digest) {
            super(out, digest);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            count += length;
        }
    }

    /** Extends a class of the extension that extends one of the JDK. */
    private static final class WritingOn extends Writing {
        private WritingOn(OutputStream out, MessageDigest digest) {
            super(out, digest);
        }
    }

    /** Leaves the stream below open. */
    private static final class Encrypting extends CipherOutputStream {
        private Encrypting(OutputStream out, Cipher cipher) {
            super(out, cipher);
        }
    }

    /** Encrypts nothing. */
    private static final class Plain extends CipherOutputStream {
        private Plain(OutputStream out) {
            super(out);
        }
    }

    /** Tells how much there is. */
    private static final class Decrypting extends CipherInputStream {
        private Decrypting(InputStream in, Cipher cipher) {
            super(in, cipher);
        }
    }

    /** Sums what is read. */
    private static final class Summing extends CheckedInputStream {
        private Summing(InputStream in) {
            super(in, new CRC32());
        }
    }

    @Attack(number = 250, title = "Many bytes, read at once by a class that digests slowly", expected = Verdict.KILLED)
    public static final class Read extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, IOException {
            byte[] bytes = new byte[24 << 20];
            try (InputStream in = new Reading(new ByteArrayInputStream(bytes), slow())) {
                return in.readNBytes(bytes, 0, bytes.length);
            }
        }
    }

    @Attack(
            number = 250,
            title = "Many bytes, written at once by a class that digests slowly",
            expected = Verdict.KILLED)
    public static final class Written extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, IOException {
            byte[] bytes = new byte[30 << 20];
            try (OutputStream out = new WritingOn(OutputStream.nullOutputStream(), slow())) {
                out.write(bytes);
            }
            return "digested";
        }
    }

    @Attack(
            number = 250,
            title = "Many bytes, written at once by a class that encrypts slowly",
            expected = Verdict.KILLED)
    public static final class Encrypted extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, IOException {
            byte[] bytes = new byte[24 << 20];
            try (OutputStream out = new Encrypting(OutputStream.nullOutputStream(), cipher("DESede", 24))) {
                for (int i = 0; i < 4; i++) {
                    out.write(bytes);
                }
            }
            return "encrypted";
        }
    }

    @Attack(number = 251, title = "Streams of its own that digest and encrypt", expected = Verdict.ALLOWED)
    public static final class Uses extends Probe {
        private static void require(boolean right, String what) {
            if (!right) {
                throw new IllegalStateException(what);
            }
        }

        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, IOException {
            byte[] bytes = "text".repeat(50_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] wanted = MessageDigest.getInstance("SHA-256").digest(bytes);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (Reading in = new Reading(new ByteArrayInputStream(bytes), digest)) {
                require(Arrays.equals(in.readAllBytes(), bytes) && in.count == bytes.length, "read");
            }
            require(Arrays.equals(digest.digest(), wanted), "digest of what was read");
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            try (WritingOn out = new WritingOn(copy, digest)) {
                out.write(bytes);
            }
            require(Arrays.equals(digest.digest(), wanted), "digest of what was written");
            require(Arrays.equals(copy.toByteArray(), bytes), "written");
            ByteArrayOutputStream secret = new ByteArrayOutputStream();
            try (OutputStream out = new Encrypting(new Plain(secret), cipher("AES", 16))) {
                out.write(bytes);
            }
            Cipher back = Cipher.getInstance("AES/ECB/PKCS5Padding");
            back.init(Cipher.DECRYPT_MODE, new SecretKeySpec(new byte[16], "AES"));
            try (InputStream in = new Decrypting(new ByteArrayInputStream(secret.toByteArray()), back)) {
                require(Arrays.equals(in.readAllBytes(), bytes), "decrypted");
            }
            try (Summing in = new Summing(new ByteArrayInputStream(bytes))) {
                require(
                        in.readAllBytes().length == bytes.length
                                && in.getChecksum().getValue() != 0,
                        "summed");
            }
            return "used";
        }
    }
}
