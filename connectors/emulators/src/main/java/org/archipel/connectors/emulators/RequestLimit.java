package org.archipel.connectors.emulators;

import java.time.Duration;
import java.util.OptionalLong;

/** How many requests a provider takes, as its documentation says. Used by one thread at a time. */
public interface RequestLimit {
    /**
     * Counts a request.
     *
     * @param nanos the time, in nanoseconds
     * @return how long to wait until one would be taken, in nanoseconds; empty if it is taken
     */
    OptionalLong refuse(long nanos);

    /** So many requests in a window of time that begins with the first of them. */
    static RequestLimit fixedWindow(int most, Duration window) {
        return new RequestLimit() {
            private long begin;
            private int count;

            @Override
            public OptionalLong refuse(long nanos) {
                if (count == 0 || nanos - begin >= window.toNanos()) {
                    begin = nanos;
                    count = 0;
                }
                if (count == most) {
                    return OptionalLong.of(begin + window.toNanos() - nanos);
                }
                count++;
                return OptionalLong.empty();
            }
        };
    }

    /** A bucket of a size, from which so many requests a second leak. */
    static RequestLimit leakyBucket(double perSecond, int size) {
        return new RequestLimit() {
            private double level;
            private long seen;

            @Override
            public OptionalLong refuse(long nanos) {
                level = Math.max(0, level - (nanos - seen) / 1e9 * perSecond);
                seen = nanos;
                if (level + 1 > size) {
                    return OptionalLong.of((long) ((level + 1 - size) / perSecond * 1e9));
                }
                level++;
                return OptionalLong.empty();
            }
        };
    }
}
