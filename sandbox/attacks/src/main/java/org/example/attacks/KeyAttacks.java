package org.example.attacks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Keys whose numbers are so large that one use of them takes minutes. */
public final class KeyAttacks {
    private KeyAttacks() {}

    @Attack(number = 231, title = "A private exponent of millions of digits", expected = Verdict.DENIED)
    public static final class Exponent extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Random random = new Random(1);
            BigInteger modulus = new BigInteger(4_096, random).setBit(4_095).setBit(0);
            BigInteger exponent = new BigInteger(260_000, random);
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new RSAPrivateKeySpec(modulus, exponent));
            return signed(key);
        }
    }

    @Attack(number = 231, title = "A private key of 8,192 bits without its primes", expected = Verdict.DENIED)
    public static final class WithoutPrimes extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Random random = new Random(1);
            BigInteger modulus = new BigInteger(8_192, random).setBit(8_191).setBit(0);
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateKeySpec(modulus, new BigInteger(8_190, random)));
            return signed(key);
        }
    }

    @Attack(number = 231, title = "Primes that are larger than the key", expected = Verdict.DENIED)
    public static final class LargePrimes extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Random random = new Random(1);
            BigInteger large = new BigInteger(100_000, random).setBit(0);
            BigInteger modulus = new BigInteger(2_048, random).setBit(2_047).setBit(0);
            BigInteger e = BigInteger.valueOf(65_537);
            return signed(KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(modulus, e, modulus, large, large, large, large, large)));
        }
    }

    private static Object signed(PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(new byte[100]);
        return signature.sign().length;
    }

    @Attack(number = 231, title = "A decimal of a key of millions of digits", expected = Verdict.DENIED)
    public static final class KeyDigits extends Probe {
        // A DSA key (OID 1.2.840.10040.4.1) with parameters 1, 1, 1 and a value of so many bytes.
        private static byte[] encoded(int bytes) {
            byte[] algorithm = {
                0x30, 0x14, 6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x38, 4, 1, 0x30, 9, 2, 1, 1, 2, 1, 1, 2, 1, 1
            };
            byte[] value = element(2, filled(bytes));
            byte[] bits = new byte[value.length + 1];
            System.arraycopy(value, 0, bits, 1, value.length);
            byte[] string = element(3, bits);
            byte[] content = Arrays.copyOf(algorithm, algorithm.length + string.length);
            System.arraycopy(string, 0, content, algorithm.length, string.length);
            return element(0x30, content);
        }

        private static byte[] filled(int bytes) {
            byte[] value = new byte[bytes];
            Arrays.fill(value, (byte) 0x7f);
            return value;
        }

        private static byte[] element(int tag, byte[] content) {
            byte[] element = new byte[content.length + 6];
            element[0] = (byte) tag;
            element[1] = (byte) 0x84;
            for (int i = 0; i < 4; i++) {
                element[2 + i] = (byte) (content.length >>> (24 - 8 * i));
            }
            System.arraycopy(content, 0, element, 6, content.length);
            return element;
        }

        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            DSAPublicKey key = (DSAPublicKey)
                    KeyFactory.getInstance("DSA").generatePublic(new X509EncodedKeySpec(encoded(4_000_000)));
            return new BigDecimal(key.getY()).toString().length();
        }
    }

    @Attack(number = 231, title = "A key of megabytes, wrapped", expected = Verdict.DENIED)
    public static final class Wrapped extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("DESedeWrap");
            cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(new byte[24], "DESede"));
            return cipher.wrap(new SecretKeySpec(new byte[3_000_000], "DESede")).length;
        }
    }
}
