package org.archipel.benchmarks.sandbox.hog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** Keeps 8 MiB more with each call, which is far below the budget of a call. */
public final class StaticLeak implements LongSupplier {
    private static final List<byte[]> KEPT = new CopyOnWriteArrayList<>();

    @Override
    public long getAsLong() {
        for (int i = 0; i < 128; i++) {
            KEPT.add(new byte[64 << 10]);
        }
        return KEPT.size();
    }
}
