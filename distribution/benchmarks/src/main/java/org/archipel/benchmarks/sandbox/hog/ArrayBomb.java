package org.archipel.benchmarks.sandbox.hog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps arrays as large as they may be. */
public final class ArrayBomb implements LongSupplier {
    @Override
    public long getAsLong() {
        List<byte[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new byte[32 << 20]);
        }
    }
}
