package org.archipel.benchmarks.sandbox.runaway;

import java.util.function.LongSupplier;

/** Goes on whatever is thrown. */
public final class Swallowing implements LongSupplier {
    private long turns;

    @Override
    public long getAsLong() {
        while (true) {
            try {
                while (true) {
                    turns++;
                }
            } catch (Throwable everything) {
                turns = 0;
            }
        }
    }
}
