package org.archipel.benchmarks.sandbox.code;

import java.util.function.LongSupplier;

/** Adds up 100,000 numbers, in a loop that the compiler can vectorise. */
public final class ArraySum implements LongSupplier {
    private final int[] numbers = new int[100_000];

    @Override
    public long getAsLong() {
        int sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += numbers[i];
        }
        return sum;
    }
}
