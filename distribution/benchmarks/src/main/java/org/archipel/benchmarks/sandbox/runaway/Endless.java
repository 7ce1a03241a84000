package org.archipel.benchmarks.sandbox.runaway;

import java.util.function.LongSupplier;

/** Does nothing, for ever. */
public final class Endless implements LongSupplier {
    @Override
    public long getAsLong() {
        while (true) {}
    }
}
