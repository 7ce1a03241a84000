package org.archipel.benchmarks.sandbox.code;

import java.util.function.LongSupplier;

/** The primes below 20,000. */
public final class Sieve implements LongSupplier {
    private static final int LIMIT = 20_000;

    @Override
    public long getAsLong() {
        boolean[] composite = new boolean[LIMIT];
        int primes = 0;
        for (int i = 2; i < LIMIT; i++) {
            if (!composite[i]) {
                primes++;
                for (int j = i + i; j < LIMIT; j += i) {
                    composite[j] = true;
                }
            }
        }
        return primes;
    }
}
