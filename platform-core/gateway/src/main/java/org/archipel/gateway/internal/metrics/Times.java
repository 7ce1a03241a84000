package org.archipel.gateway.internal.metrics;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * How many answers took how long: a histogram whose limits grow by the square root of two from a tenth of a millisecond, so that a
 * percentile is at most 41% off. Immutable.
 */
public final class Times {
    static final int BUCKETS = 36;
    private static final double FIRST_MICROS = 100;
    /** The longest time of each bucket; each two buckets double. */
    private static final long[] MOST_NANOS = IntStream.range(0, BUCKETS)
            .mapToLong(bucket -> (long) (FIRST_MICROS * 1000 * Math.pow(2, bucket / 2.0)))
            .toArray();

    private final long[] counts;

    Times(long[] counts) {
        this.counts = counts.clone();
    }

    static Times none() {
        return new Times(new long[BUCKETS]);
    }

    /** The bucket of a duration. */
    static int bucket(long nanos) {
        int found = Arrays.binarySearch(MOST_NANOS, nanos);
        return Math.min(BUCKETS - 1, found < 0 ? -found - 1 : found);
    }

    static Times parse(String text) {
        long[] counts = new long[BUCKETS];
        String[] parts = text.split(",");
        for (int i = 0; i < Math.min(BUCKETS, parts.length); i++) {
            counts[i] = Long.parseLong(parts[i]);
        }
        return new Times(counts);
    }

    Times plus(Times other) {
        long[] sum = counts.clone();
        for (int i = 0; i < BUCKETS; i++) {
            sum[i] += other.counts[i];
        }
        return new Times(sum);
    }

    /** The time in milliseconds that this part of the answers did not take longer than; 0 without answers. */
    public double percentile(double part) {
        long total = Arrays.stream(counts).sum();
        long wanted = (long) Math.ceil(total * part);
        long seen = 0;
        for (int i = 0; i < BUCKETS && total > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.round(FIRST_MICROS * Math.pow(2, i / 2.0)) / 1000.0;
            }
        }
        return 0;
    }

    /** As {@link #parse} reads it. */
    String text() {
        StringJoiner text = new StringJoiner(",");
        for (long count : counts) {
            text.add(Long.toString(count));
        }
        return text.toString();
    }
}
