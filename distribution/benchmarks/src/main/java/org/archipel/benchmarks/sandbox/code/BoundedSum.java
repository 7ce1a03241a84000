package org.archipel.benchmarks.sandbox.code;

import java.util.function.LongSupplier;

/** As the sum of an array, up to a bound that only the run knows, with a condition in the loop. */
public final class BoundedSum implements LongSupplier {
    private final int[] numbers = new int[100_000];
    private int used = 90_000;

    @Override
    public long getAsLong() {
        int sum = 0;
        int n = used;
        for (int i = 0; i < n; i++) {
            sum += numbers[i] > 0 ? numbers[i] : i;
        }
        return sum;
    }
}
