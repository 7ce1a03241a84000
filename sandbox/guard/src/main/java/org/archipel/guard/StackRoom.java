package org.archipel.guard;

/**
 * Sees to it that code of the platform is not entered where the stack of an extension ends: failing between any two of its steps, it
 * would leave behind locks, connections and half-made classes that everybody needs. Thread-safe.
 */
public final class StackRoom {
    /** What the platform's code takes at most, and some. */
    static final int BYTES = 128 << 10;

    // A step keeps this many values over its call, eight bytes each, so its frame has that size at least.
    private static final int VALUES = 25;
    private static final int STEPS = BYTES / (VALUES * Long.BYTES);

    // Read before the call and used after it; nothing says that they are the same then.
    private static long[] values = new long[VALUES];

    private StackRoom() {}

    /**
     * To be called before anything is begun; takes about four microseconds.
     *
     * @throws StackOverflowError if there is not enough room
     */
    public static void check() {
        step(STEPS, values);
    }

    // Values in variables of their own: what is kept in an array would not be on the stack.
    private static long step(int left, long[] v) {
        if (left == 0) {
            return 0;
        }
        long a = v[0];
        long b = v[1];
        long c = v[2];
        long d = v[3];
        long e = v[4];
        long f = v[5];
        long g = v[6];
        long h = v[7];
        long i = v[8];
        long j = v[9];
        long k = v[10];
        long l = v[11];
        long m = v[12];
        long n = v[13];
        long o = v[14];
        long p = v[15];
        long q = v[16];
        long r = v[17];
        long s = v[18];
        long t = v[19];
        long u = v[20];
        long w = v[21];
        long x = v[22];
        long y = v[23];
        long z = v[24];
        long below = step(left - 1, values);
        return ((((((below ^ a) + b ^ c) + d ^ e) + f ^ g) + h ^ i) + j ^ k)
                + ((((((below ^ l) + m ^ n) + o ^ p) + q ^ r) + s ^ t) + u ^ w)
                + (((below ^ x) + y) ^ z);
    }
}
