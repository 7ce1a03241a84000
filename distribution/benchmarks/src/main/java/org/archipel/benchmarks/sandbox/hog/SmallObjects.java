package org.archipel.benchmarks.sandbox.hog;

import java.util.function.LongSupplier;

/** Keeps small objects without end. */
public final class SmallObjects implements LongSupplier {
    private record Node(long value, Node next) {}

    @Override
    public long getAsLong() {
        Node last = null;
        for (long i = 0; ; i++) {
            last = new Node(i, last);
        }
    }
}
