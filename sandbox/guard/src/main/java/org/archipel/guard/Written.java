package org.archipel.guard;

/** Bounds the texts of arrays, which are made in one piece: a byte becomes six characters, a switch seven. */
public final class Written {
    // With the comma and the blank behind each.
    private static final int BOOLEAN = 7;
    private static final int BYTE = 6;
    private static final int SHORT = 8;
    private static final int CHAR = 3;
    private static final int INT = 13;
    private static final int LONG = 22;
    private static final int FLOAT = 17;
    private static final int DOUBLE = 26;

    private Written() {}

    private static void check(int count, int longest) {
        Sizes.checkTotal((long) count * longest);
    }

    public static String toString(boolean[] values) {
        check(values == null ? 0 : values.length, BOOLEAN);
        return java.util.Arrays.toString(values);
    }

    public static String toString(byte[] values) {
        check(values == null ? 0 : values.length, BYTE);
        return java.util.Arrays.toString(values);
    }

    public static String toString(short[] values) {
        check(values == null ? 0 : values.length, SHORT);
        return java.util.Arrays.toString(values);
    }

    public static String toString(char[] values) {
        check(values == null ? 0 : values.length, CHAR);
        return java.util.Arrays.toString(values);
    }

    public static String toString(int[] values) {
        check(values == null ? 0 : values.length, INT);
        return java.util.Arrays.toString(values);
    }

    public static String toString(long[] values) {
        check(values == null ? 0 : values.length, LONG);
        return java.util.Arrays.toString(values);
    }

    public static String toString(float[] values) {
        check(values == null ? 0 : values.length, FLOAT);
        return java.util.Arrays.toString(values);
    }

    public static String toString(double[] values) {
        check(values == null ? 0 : values.length, DOUBLE);
        return java.util.Arrays.toString(values);
    }
}
