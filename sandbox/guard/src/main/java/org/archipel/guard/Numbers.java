package org.archipel.guard;

import java.util.Arrays;

/** Sorts many numbers in pieces that are then merged, with a checkpoint before each: the JDK sorts them all at once. */
public final class Numbers {
    private static final int PIECE = 1 << 18;

    private Numbers() {}

    /** Sorts a part of an array, or merges two sorted ones that follow each other. */
    @FunctionalInterface
    private interface Step {
        void take(int from, int middle, int to);
    }

    private static void each(int from, int to, Step sort, Step merge) {
        for (int piece = from; piece < to; piece += Math.min(PIECE, to - piece)) {
            Checkpoint.check();
            int end = piece + Math.min(PIECE, to - piece);
            sort.take(piece, piece, end);
        }
        for (long width = PIECE; width < to - from; width *= 2) {
            for (long begin = from; begin + width < to; begin += 2 * width) {
                Checkpoint.check();
                merge.take((int) begin, (int) (begin + width), (int) Math.min(begin + 2 * width, to));
            }
        }
    }

    private static boolean few(int length, int from, int to) {
        Checkpoint.check();
        return from < 0 || to > length || (long) to - from <= PIECE;
    }

    public static void sort(int[] values) {
        sort(values, 0, values.length);
    }

    public static void sort(int[] values, int from, int to) {
        if (few(values.length, from, to)) {
            Arrays.sort(values, from, to);
        } else {
            int[] copy = new int[values.length];
            each(from, to, (begin, middle, end) -> Arrays.sort(values, begin, end), (begin, middle, end) -> {
                System.arraycopy(values, begin, copy, begin, middle - begin);
                int left = begin;
                int right = middle;
                for (int at = begin; left < middle && at < end; at++) {
                    boolean takesRight = right < end && Integer.compare(values[right], copy[left]) < 0;
                    values[at] = takesRight ? values[right++] : copy[left++];
                }
            });
        }
    }

    public static void sort(long[] values) {
        sort(values, 0, values.length);
    }

    public static void sort(long[] values, int from, int to) {
        if (few(values.length, from, to)) {
            Arrays.sort(values, from, to);
        } else {
            long[] copy = new long[values.length];
            each(from, to, (begin, middle, end) -> Arrays.sort(values, begin, end), (begin, middle, end) -> {
                System.arraycopy(values, begin, copy, begin, middle - begin);
                int left = begin;
                int right = middle;
                for (int at = begin; left < middle && at < end; at++) {
                    boolean takesRight = right < end && Long.compare(values[right], copy[left]) < 0;
                    values[at] = takesRight ? values[right++] : copy[left++];
                }
            });
        }
    }

    public static void sort(float[] values) {
        sort(values, 0, values.length);
    }

    public static void sort(float[] values, int from, int to) {
        if (few(values.length, from, to)) {
            Arrays.sort(values, from, to);
        } else {
            float[] copy = new float[values.length];
            each(from, to, (begin, middle, end) -> Arrays.sort(values, begin, end), (begin, middle, end) -> {
                System.arraycopy(values, begin, copy, begin, middle - begin);
                int left = begin;
                int right = middle;
                for (int at = begin; left < middle && at < end; at++) {
                    boolean takesRight = right < end && Float.compare(values[right], copy[left]) < 0;
                    values[at] = takesRight ? values[right++] : copy[left++];
                }
            });
        }
    }

    public static void sort(double[] values) {
        sort(values, 0, values.length);
    }

    public static void sort(double[] values, int from, int to) {
        if (few(values.length, from, to)) {
            Arrays.sort(values, from, to);
        } else {
            double[] copy = new double[values.length];
            each(from, to, (begin, middle, end) -> Arrays.sort(values, begin, end), (begin, middle, end) -> {
                System.arraycopy(values, begin, copy, begin, middle - begin);
                int left = begin;
                int right = middle;
                for (int at = begin; left < middle && at < end; at++) {
                    boolean takesRight = right < end && Double.compare(values[right], copy[left]) < 0;
                    values[at] = takesRight ? values[right++] : copy[left++];
                }
            });
        }
    }
}
