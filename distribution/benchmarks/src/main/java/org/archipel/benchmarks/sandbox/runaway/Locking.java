package org.archipel.benchmarks.sandbox.runaway;

import java.util.function.LongSupplier;

/** Holds a monitor meanwhile. */
public final class Locking implements LongSupplier {
    private final Object monitor = new Object();
    private long turns;

    @Override
    public long getAsLong() {
        synchronized (monitor) {
            while (true) {
                turns++;
            }
        }
    }
}
