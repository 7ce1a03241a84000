package org.archipel.guard;

import java.lang.reflect.Array;

/** Bounds arrays that the JDK makes. */
public final class Arrays {
    private static final int REFERENCE = 4;

    private Arrays() {}

    public static Object newInstance(Class<?> type, int length) {
        Dimensions.check(type, 1);
        return Array.newInstance(type, Sizes.array(length, Long.BYTES));
    }

    public static Object newInstance(Class<?> type, int... dimensions) {
        int[] lengths = dimensions.clone();
        Dimensions.check(type, lengths.length);
        long elements = 1;
        for (int length : lengths) {
            elements = Sizes.multiply(elements, length);
        }
        return Array.newInstance(type, lengths);
    }

    public static Object[] copyOf(Object[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, REFERENCE));
    }

    public static Object[] copyOf(Object[] array, int length, Class<? extends Object[]> type) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, REFERENCE), type);
    }

    public static Object[] copyOfRange(Object[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, REFERENCE));
    }

    public static Object[] copyOfRange(Object[] array, int from, int to, Class<? extends Object[]> type) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, REFERENCE), type);
    }

    public static boolean[] copyOf(boolean[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, 1));
    }

    public static boolean[] copyOfRange(boolean[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, 1));
    }

    public static byte[] copyOf(byte[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, Byte.BYTES));
    }

    public static byte[] copyOfRange(byte[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, Byte.BYTES));
    }

    public static char[] copyOf(char[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, Character.BYTES));
    }

    public static char[] copyOfRange(char[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, Character.BYTES));
    }

    public static short[] copyOf(short[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, Short.BYTES));
    }

    public static short[] copyOfRange(short[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, Short.BYTES));
    }

    public static int[] copyOf(int[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, Integer.BYTES));
    }

    public static int[] copyOfRange(int[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, Integer.BYTES));
    }

    public static long[] copyOf(long[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, Long.BYTES));
    }

    public static long[] copyOfRange(long[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, Long.BYTES));
    }

    public static float[] copyOf(float[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, Float.BYTES));
    }

    public static float[] copyOfRange(float[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, Float.BYTES));
    }

    public static double[] copyOf(double[] array, int length) {
        return java.util.Arrays.copyOf(array, Sizes.array(length, Double.BYTES));
    }

    public static double[] copyOfRange(double[] array, int from, int to) {
        return java.util.Arrays.copyOfRange(array, from, to(from, to, Double.BYTES));
    }

    private static int to(int from, int to, int elementSize) {
        Sizes.array(Math.max(0, (int) Math.min(Integer.MAX_VALUE, (long) to - from)), elementSize);
        return to;
    }
}
