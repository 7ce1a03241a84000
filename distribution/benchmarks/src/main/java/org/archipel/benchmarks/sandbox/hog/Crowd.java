package org.archipel.benchmarks.sandbox.hog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps 40 MiB for the time of the call, as each of many calls does at the same time. */
public final class Crowd implements LongSupplier {
    @Override
    public long getAsLong() {
        List<byte[]> kept = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < 40; i++) {
            byte[] part = new byte[1 << 20];
            kept.add(part);
            for (int k = 0; k < 20; k++) {
                for (int j = 0; j < part.length; j++) {
                    part[j] += (byte) k;
                }
            }
            sum += part[i];
        }
        return sum + kept.size();
    }
}
