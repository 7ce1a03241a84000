package org.archipel.gateway.internal.limit;

/** At most so many requests in each window; windows begin at multiples of their length. */
final class FixedWindow implements Counter {
    private final long limit;
    private final long window;
    private long begin = Long.MIN_VALUE;
    private long count;

    FixedWindow(long limit, long window) {
        this.limit = limit;
        this.window = window;
    }

    @Override
    public synchronized LimitState take(long now) {
        long present = Math.floorDiv(now, window) * window;
        if (present > begin) {
            begin = present;
            count = 0;
        }
        long rest = Math.max(0, begin + window - now);
        if (count >= limit) {
            return new LimitState(false, 0, rest, rest);
        }
        count++;
        return new LimitState(true, limit - count, count < limit ? 0 : rest, rest);
    }
}
