package org.example.attacks;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.DSAPublicKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.interfaces.PBEKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys and parameters that ask for so many iterations, or are so large, that one call does not come back. */
public final class LargeKeyAttacks {
    private static final int ITERATIONS = 20_000_000;

    private LargeKeyAttacks() {}

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
