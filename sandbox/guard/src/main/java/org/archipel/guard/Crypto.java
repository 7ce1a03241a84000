package org.archipel.guard;

/** Bounds the work of key derivation, which runs in one piece. */
public final class Crypto {
    private static final int MOST_ITERATIONS = 1_000_000;

    private Crypto() {}

    public static void newPBEKeySpec(char[] password, byte[] salt, int iterations) {
        check(iterations);
    }

    public static void newPBEKeySpec(char[] password, byte[] salt, int iterations, int keyLength) {
        check(iterations);
        Sizes.check(keyLength);
        if ((long) iterations * Math.max(1, keyLength / Byte.SIZE / 16) > 4L * MOST_ITERATIONS) {
            throw new SecurityException("not allowed to extensions: a key derivation that takes so long");
        }
    }

    private static void check(int iterations) {
        if (iterations > MOST_ITERATIONS) {
            throw new SecurityException("not allowed to extensions: more than " + MOST_ITERATIONS + " iterations");
        }
    }
}
