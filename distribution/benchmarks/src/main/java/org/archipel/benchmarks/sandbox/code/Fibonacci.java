package org.archipel.benchmarks.sandbox.code;

import java.util.function.LongSupplier;

/** The naive way to the twentieth number of Fibonacci: nothing but calls. */
public final class Fibonacci implements LongSupplier {
    private int n = 20;

    @Override
    public long getAsLong() {
        return of(n);
    }

    private static int of(int n) {
        return n < 2 ? n : of(n - 1) + of(n - 2);
    }
}
