package org.example.attacks;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.DSAPublicKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.text.Collator;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.interfaces.PBEKey;
import javax.crypto.spec.SecretKeySpec;

/** Code of the JDK that takes long in one piece, where no checkpoint is. Each ends after some seconds if nothing stops it. */
public final class EndlessAttacks {
    private static final int ITERATIONS = 20_000_000;

    private EndlessAttacks() {}

    @Attack(
            number = 205,
            title = "A Mac from a key of one's own that asks for many iterations",
            expected = {Verdict.REFUSED, Verdict.DENIED},
            because = "the key or its use may be refused")
    public static final class OwnKeyMac extends Probe {
        /** A key that asks for many iterations. */
        private record OwnKey(int iterations) implements PBEKey {
            private static final long serialVersionUID = 1L;

            @Override
            public char[] getPassword() {
                return "password".toCharArray();
            }

            @Override
            public byte[] getSalt() {
                return new byte[16];
            }

            @Override
            public int getIterationCount() {
                return iterations;
            }

            @Override
            public String getAlgorithm() {
                return "PBKDF2WithHmacSHA256";
            }

            @Override
            public String getFormat() {
                return "RAW";
            }

            @Override
            public byte[] getEncoded() {
                return "password".getBytes(StandardCharsets.US_ASCII);
            }
        }

        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacPBESHA256");
            mac.init(new OwnKey(ITERATIONS));
            return mac.doFinal().length;
        }
    }

    @Attack(number = 205, title = "Encoded parameters that ask for many iterations", expected = Verdict.DENIED)
    public static final class EncodedIterations extends Probe {
        private static final int LEAST_BYTES = 16;

        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, IOException {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBEWithMD5AndDES");
            byte[] encoded = new byte[LEAST_BYTES + 2];
            byte[] head = {0x30, 16, 0x04, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0x02, 4};
            System.arraycopy(head, 0, encoded, 0, head.length);
            byte[] count = BigInteger.valueOf(ITERATIONS * 5L).toByteArray();
            System.arraycopy(count, 0, encoded, head.length, count.length);
            parameters.init(encoded);
            Cipher cipher = Cipher.getInstance("PBEWithMD5AndDES");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance("PBEWithMD5AndDES")
                            .generateSecret(new javax.crypto.spec.PBEKeySpec("password".toCharArray())),
                    parameters);
            return cipher.doFinal(new byte[8]).length;
        }
    }

    @Attack(number = 206, title = "Padding with a character", expected = Verdict.DENIED)
    public static final class Padding extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new DateTimeFormatterBuilder()
                    .padNext(50_000_000, 'x')
                    .appendLiteral('a')
                    .toFormatter(Locale.ROOT)
                    .format(LocalDate.EPOCH)
                    .length();
        }
    }

    @Attack(number = 206, title = "A decimal of many zeros, in a format", expected = Verdict.DENIED)
    public static final class ManyZeros extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new DecimalFormat("0")
                    .format(new BigDecimal(BigInteger.TWO, -20_000_000))
                    .length();
        }
    }

    @Attack(number = 206, title = "A decimal of many zeros, in String.format", expected = Verdict.DENIED)
    public static final class ManyZerosFormatted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.format(Locale.ROOT, "%.0f", BigDecimal.valueOf(1, -20_000_000))
                    .length();
        }
    }

    @Attack(number = 206, title = "A decimal of many zeros, from a text", expected = Verdict.DENIED)
    public static final class ManyZerosRead extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return NumberFormat.getInstance(Locale.ROOT)
                    .format(new BigDecimal("1e20000000"))
                    .length();
        }
    }

    @Attack(number = 206, title = "A decimal of many zeros, scaled", expected = Verdict.DENIED)
    public static final class ManyZerosScaled extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return NumberFormat.getInstance(Locale.ROOT)
                    .format(BigDecimal.ONE.scaleByPowerOfTen(20_000_000))
                    .length();
        }
    }

    @Attack(
            number = 207,
            title = "Words between many delimiters",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Delimiters extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String text = "a".repeat(400_000);
            return new StringTokenizer(text, "b".repeat(400_000)).countTokens();
        }
    }

    private static List<Integer> numbers(int from, int count) {
        Integer[] numbers = new Integer[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = from + i;
        }
        return Arrays.asList(numbers);
    }

    @Attack(
            number = 207,
            title = "Only those that a list does not have",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class AddAbsent extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new CopyOnWriteArrayList<>(numbers(0, 150_000)).addAllAbsent(numbers(1_000_000, 150_000));
        }
    }

    @Attack(
            number = 207,
            title = "A set that compares each with each",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class SquareSet extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new CopyOnWriteArraySet<>(numbers(0, 200_000)).size();
        }
    }

    @Attack(
            number = 207,
            title = "All of a list, into a set that compares each with each",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class SquareAddition extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new CopyOnWriteArraySet<Integer>().addAll(numbers(0, 200_000));
        }
    }

    @Attack(
            number = 207,
            title = "Texts of many accents, compared",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Compared extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Collator collator = Collator.getInstance(Locale.ENGLISH);
            collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
            String text = "a" + "\u0301\u0323".repeat(40_000);
            return collator.compare(text, text + "b");
        }
    }

    @Attack(
            number = 207,
            title = "A host name of many accents",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class HostName extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return IDN.toASCII("a" + "\u0301\u0323".repeat(40_000), IDN.ALLOW_UNASSIGNED)
                    .length();
        }
    }

    @Attack(number = 208, title = "Texts joined to a long one", expected = Verdict.DENIED)
    public static final class Joined extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String part = "a".repeat(1_000_000);
            return String.join("", Collections.nCopies(40, part)).length();
        }
    }

    @Attack(number = 208, title = "Texts joined one by one", expected = Verdict.DENIED)
    public static final class Joiner extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            StringJoiner joiner = new StringJoiner("");
            String part = "a".repeat(1_000_000);
            for (int i = 0; i < 40; i++) {
                joiner.add(part);
            }
            return joiner.toString().length();
        }
    }

    @Attack(number = 209, title = "An RSA key of many digits", expected = Verdict.DENIED)
    public static final class LargeKey extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            BigInteger modulus = BigInteger.ONE.shiftLeft(16_383).subtract(BigInteger.ONE);
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(new RSAPrivateKeySpec(modulus, modulus.subtract(BigInteger.TWO))));
            return cipher.doFinal(new byte[2_048]).length;
        }
    }

    @Attack(number = 209, title = "A DSA key of many digits", expected = Verdict.DENIED)
    public static final class LargeDsaKey extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            BigInteger p = BigInteger.ONE.shiftLeft(100_000).subtract(BigInteger.ONE);
            BigInteger q = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.valueOf(47));
            java.security.Signature signature = java.security.Signature.getInstance("SHA1withDSA");
            signature.initVerify(KeyFactory.getInstance("DSA")
                    .generatePublic(new DSAPublicKeySpec(p.subtract(BigInteger.TWO), p, q, BigInteger.valueOf(3))));
            signature.update((byte) 1);
            // SEQUENCE of two INTEGERs.
            return signature.verify(new byte[] {0x30, 6, 2, 1, 5, 2, 1, 7});
        }
    }

    @Attack(number = 209, title = "A key of one's own, of an algorithm of the JDK", expected = Verdict.DENIED)
    public static final class SecretKeys extends Probe {
        private record Own(BigInteger modulus) implements java.security.interfaces.RSAPublicKey {
            private static final long serialVersionUID = 1L;

            @Override
            public BigInteger getModulus() {
                return modulus;
            }

            @Override
            public BigInteger getPublicExponent() {
                return modulus.subtract(BigInteger.TWO);
            }

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return null;
            }

            @Override
            public byte[] getEncoded() {
                return null;
            }
        }

        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new Own(BigInteger.ONE.shiftLeft(16_384).subtract(BigInteger.ONE)));
            return cipher.doFinal(new byte[] {2}).length + new SecretKeySpec(new byte[16], "AES").hashCode();
        }
    }
}
