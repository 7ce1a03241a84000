package org.archipel.benchmarks.sandbox.code;

import java.util.function.LongSupplier;

/** A loop that counts in a long and depends on its last turn: nothing of it can be vectorised, and each turn has a checkpoint. */
public final class LongLoop implements LongSupplier {
    private long turns = 50_000;

    @Override
    public long getAsLong() {
        long state = 88_172_645_463_325_252L;
        for (long i = 0; i < turns; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
        return state;
    }
}
