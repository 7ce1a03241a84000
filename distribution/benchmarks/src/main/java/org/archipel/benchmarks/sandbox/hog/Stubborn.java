package org.archipel.benchmarks.sandbox.hog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps arrays, and smaller ones when there is no room for large ones. */
public final class Stubborn implements LongSupplier {
    @Override
    public long getAsLong() {
        List<byte[]> kept = new ArrayList<>();
        int size = 8 << 20;
        while (true) {
            try {
                kept.add(new byte[size]);
            } catch (Throwable full) {
                size = Math.max(16, size / 2);
            }
        }
    }
}
