package org.archipel.benchmarks;

import java.util.Arrays;

/** Percentiles by nearest rank. */
final class Percentiles {
    private Percentiles() {}

    /** @param share 0.99 for the 99th percentile; not a number if there are no values */
    static double of(double[] values, double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
