package org.archipel.guard;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EncodedKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.KeySpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;

/** Bounds the work of key derivation and of operations with keys, which run in one piece. */
public final class Crypto {
    private static final int MOST_KEY_BITS = 1 << 13;
    private static final int MOST_BITS_WITHOUT_PRIMES = 1 << 12;
    private static final int MOST_KEY_BYTES = 1 << 16;
    private static final Set<String> PARAMETERS = Set.of(
            "AES",
            "GCM",
            "CHACHA20-POLY1305",
            "DES",
            "DESEDE",
            "BLOWFISH",
            "RC2",
            "OAEP",
            "RSASSA-PSS",
            "EC",
            "DSA",
            "DIFFIEHELLMAN",
            "DH");
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final int MOST_ITERATIONS = 1_000_000;
    // The standards ask for 16 (RFC 8018, section 4.1).
    private static final int LONGEST_SALT = 1 << 10;
    private static final int LONGEST_NAME = 100;

    private Crypto() {}

    public static void newPBEKeySpec(char[] password, byte[] salt, int iterations) {
        check(iterations);
        checkSecrets(password, salt);
    }

    // Each block of a key goes through all of the salt once more.
    private static void checkSecrets(char[] password, byte[] salt) {
        if (salt != null && salt.length > LONGEST_SALT) {
            throw new SecurityException("not allowed to extensions: a salt of " + salt.length + " bytes");
        }
        if (password != null && password.length > MOST_KEY_BYTES) {
            throw new SecurityException("not allowed to extensions: a password of " + password.length + " characters");
        }
    }

    public static void newPBEKeySpec(char[] password, byte[] salt, int iterations, int keyLength) {
        check(iterations);
        checkSecrets(password, salt);
        Sizes.check(keyLength);
        if ((long) iterations * Math.max(1, keyLength / Byte.SIZE / 16) > 4L * MOST_ITERATIONS) {
            throw new SecurityException("not allowed to extensions: a key derivation that takes so long");
        }
    }

    public static AlgorithmParameters getInstance(String algorithm) throws NoSuchAlgorithmException {
        return AlgorithmParameters.getInstance(parameters(algorithm));
    }

    public static AlgorithmParameters getInstance(String algorithm, String provider)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return AlgorithmParameters.getInstance(parameters(algorithm), provider);
    }

    public static AlgorithmParameters getInstance(String algorithm, Provider provider) throws NoSuchAlgorithmException {
        return AlgorithmParameters.getInstance(parameters(algorithm), provider);
    }

    // Those of password-based encryption hold a number of iterations, and have many names.
    private static String parameters(String algorithm) {
        if (algorithm.length() > LONGEST_NAME || !PARAMETERS.contains(algorithm.toUpperCase(Locale.ROOT))) {
            throw new SecurityException("not allowed to extensions: parameters of "
                    + algorithm.substring(0, Math.min(LONGEST_NAME, algorithm.length())));
        }
        return algorithm;
    }

    /** Refuses keys that compute for long: those of extensions, which say what they like, and those of too many digits. */
    private static void check(Key key) {
        Checkpoint.check();
        if (key == null) {
            return;
        }
        ClassLoader maker = OwnAct.of(() -> key.getClass().getClassLoader());
        if (maker != null && maker != PLATFORM) {
            throw new SecurityException(
                    "not allowed to extensions: a key of " + key.getClass().getName());
        }
        if (key instanceof RSAKey rsa) {
            bits(rsa.getModulus());
            if (rsa instanceof RSAPublicKey open) {
                bits(open.getPublicExponent());
            }
            if (rsa instanceof RSAPrivateKey secret) {
                checkPrivate(secret);
            }
        } else if (key instanceof DSAKey dsa && dsa.getParams() != null) {
            bits(dsa.getParams().getP());
            bits(dsa.getParams().getQ());
        }
    }

    // Its parts are what its maker says: it computes with each of them, whatever the modulus.
    private static void checkPrivate(RSAPrivateKey key) {
        bits(key.getPrivateExponent());
        if (key instanceof RSAPrivateCrtKey parts) {
            for (BigInteger part : List.of(
                    parts.getPublicExponent(),
                    parts.getPrimeP(),
                    parts.getPrimeQ(),
                    parts.getPrimeExponentP(),
                    parts.getPrimeExponentQ(),
                    parts.getCrtCoefficient())) {
                bits(part);
            }
        } else {
            bits(key.getModulus(), MOST_BITS_WITHOUT_PRIMES);
        }
    }

    private static void bits(BigInteger number) {
        bits(number, MOST_KEY_BITS);
    }

    private static void bits(BigInteger number, int most) {
        if (number.bitLength() > most) {
            throw new SecurityException("not allowed to extensions: a key of " + number.bitLength() + " bits");
        }
    }

    private static byte[] few(byte[] bytes) {
        Checkpoint.check();
        if (bytes != null && bytes.length > MOST_KEY_BYTES) {
            throw new SecurityException("not allowed to extensions: a key of " + bytes.length + " bytes");
        }
        return bytes;
    }

    private static KeySpec few(KeySpec key) {
        if (key instanceof EncodedKeySpec encoded) {
            few(encoded.getEncoded());
        }
        return key;
    }

    public static PublicKey generatePublic(KeyFactory factory, KeySpec key) throws InvalidKeySpecException {
        return factory.generatePublic(few(key));
    }

    public static PrivateKey generatePrivate(KeyFactory factory, KeySpec key) throws InvalidKeySpecException {
        return factory.generatePrivate(few(key));
    }

    public static void init(AlgorithmParameters parameters, byte[] encoded) throws IOException {
        parameters.init(few(encoded));
    }

    public static void init(AlgorithmParameters parameters, byte[] encoded, String format) throws IOException {
        parameters.init(few(encoded), format);
    }

    public static void init(AlgorithmParameters parameters, AlgorithmParameterSpec given)
            throws InvalidParameterSpecException {
        parameters.init(given);
    }

    public static byte[] wrap(Cipher cipher, Key key) throws IllegalBlockSizeException, InvalidKeyException {
        check(key);
        few(key.getEncoded());
        return cipher.wrap(key);
    }

    public static Key unwrap(Cipher cipher, byte[] wrapped, String algorithm, int type)
            throws InvalidKeyException, NoSuchAlgorithmException {
        return cipher.unwrap(few(wrapped), Cases.checked(algorithm), type);
    }

    private static void check(Certificate certificate) {
        if (certificate != null) {
            check(certificate.getPublicKey());
        }
    }

    public static SecretKey translateKey(SecretKeyFactory factory, SecretKey key) throws InvalidKeyException {
        check(key);
        return factory.translateKey(key);
    }

    public static Key translateKey(KeyFactory factory, Key key) throws InvalidKeyException {
        check(key);
        return factory.translateKey(key);
    }

    public static void init(Mac mac, Key key) throws InvalidKeyException {
        check(key);
        mac.init(key);
    }

    public static void init(Mac mac, Key key, AlgorithmParameterSpec parameters)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        check(key);
        mac.init(key, parameters);
    }

    public static void initSign(Signature signature, PrivateKey key) throws InvalidKeyException {
        check(key);
        signature.initSign(key);
    }

    public static void initSign(Signature signature, PrivateKey key, SecureRandom random) throws InvalidKeyException {
        check(key);
        signature.initSign(key, random);
    }

    public static void initVerify(Signature signature, PublicKey key) throws InvalidKeyException {
        check(key);
        signature.initVerify(key);
    }

    public static void initVerify(Signature signature, Certificate certificate) throws InvalidKeyException {
        check(certificate);
        signature.initVerify(certificate);
    }

    public static void init(Cipher cipher, int mode, Key key) throws InvalidKeyException {
        check(key);
        cipher.init(mode, key);
    }

    public static void init(Cipher cipher, int mode, Key key, SecureRandom random) throws InvalidKeyException {
        check(key);
        cipher.init(mode, key, random);
    }

    public static void init(Cipher cipher, int mode, Key key, AlgorithmParameterSpec parameters)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        check(key);
        cipher.init(mode, key, parameters);
    }

    public static void init(Cipher cipher, int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        check(key);
        cipher.init(mode, key, parameters, random);
    }

    public static void init(Cipher cipher, int mode, Key key, AlgorithmParameters parameters)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        check(key);
        cipher.init(mode, key, parameters);
    }

    public static void init(Cipher cipher, int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        check(key);
        cipher.init(mode, key, parameters, random);
    }

    public static void init(Cipher cipher, int mode, Certificate certificate) throws InvalidKeyException {
        check(certificate);
        cipher.init(mode, certificate);
    }

    public static void init(Cipher cipher, int mode, Certificate certificate, SecureRandom random)
            throws InvalidKeyException {
        check(certificate);
        cipher.init(mode, certificate, random);
    }

    private static void check(int iterations) {
        if (iterations > MOST_ITERATIONS) {
            throw new SecurityException("not allowed to extensions: more than " + MOST_ITERATIONS + " iterations");
        }
    }
}
