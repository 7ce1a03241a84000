package org.archipel.guard;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Derives keys of passwords as RFC 8018 (section 5.2) has it, past checkpoints: the JDK does all iterations in one piece. */
public final class KeyDerivation {
    private static final String PBKDF2 = "PBKDF2With";
    private static final int FEW = 10_000;
    private static final int PIECE = 1_000;
    private static final int SHORTEST_BLOCK = 16;

    private KeyDerivation() {}

    public static SecretKey generateSecret(SecretKeyFactory factory, KeySpec spec) throws InvalidKeySpecException {
        boolean many = spec instanceof PBEKeySpec password
                && factory.getAlgorithm().startsWith(PBKDF2)
                && work(password) > FEW
                && password.getPassword().length > 0
                && password.getSalt() != null
                && password.getKeyLength() >= Byte.SIZE;
        if (!many) {
            return factory.generateSecret(spec);
        }
        String algorithm = factory.getAlgorithm();
        try {
            Mac mac = Mac.getInstance(algorithm.substring(PBKDF2.length()));
            return new SecretKeySpec(derive(mac, (PBEKeySpec) spec), algorithm);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new InvalidKeySpecException(e);
        }
    }

    private static long work(PBEKeySpec password) {
        return (long) password.getIterationCount() * Math.max(1, password.getKeyLength() / Byte.SIZE / SHORTEST_BLOCK);
    }

    private static byte[] derive(Mac mac, PBEKeySpec spec) throws InvalidKeyException {
        char[] password = spec.getPassword();
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] key = new byte[encoded.remaining()];
        encoded.get(key);
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        Arrays.fill(key, (byte) 0);
        Arrays.fill(password, '\0');
        byte[] derived = new byte[spec.getKeyLength() / Byte.SIZE];
        byte[] salt = spec.getSalt();
        int length = mac.getMacLength();
        for (int block = 0; block * length < derived.length; block++) {
            Checkpoint.check();
            byte[] bytes = block(mac, salt, spec.getIterationCount(), block + 1);
            System.arraycopy(bytes, 0, derived, block * length, Math.min(length, derived.length - block * length));
        }
        return derived;
    }

    private static byte[] block(Mac mac, byte[] salt, int iterations, int number) {
        mac.update(salt);
        byte[] last =
                mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        byte[] sum = last.clone();
        for (int i = 1; i < iterations; i++) {
            if (i % PIECE == 0) {
                Checkpoint.check();
            }
            last = mac.doFinal(last);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= last[j];
            }
        }
        return sum;
    }
}
