package org.archipel.gateway.internal.limit;

/** At most so many requests in any window: the times of the last ones are kept in a ring, which grows to the limit. */
final class SlidingWindow implements Counter {
    private static final int SMALLEST = 16;

    private final int limit;
    private final long window;
    private long[] times = new long[SMALLEST];
    private int first;
    private int size;
    private long latest = Long.MIN_VALUE;

    SlidingWindow(int limit, long window) {
        this.limit = limit;
        this.window = window;
    }

    @Override
    public synchronized LimitState take(long when) {
        long now = Math.max(when, latest);
        latest = now;
        while (size > 0 && times[first] <= now - window) {
            first = (first + 1) % times.length;
            size--;
        }
        boolean allowed = size < limit;
        if (allowed) {
            add(now);
        }
        long reset = times[(first + size - 1) % times.length] + window - now;
        long retry = size < limit ? 0 : times[first] + window - now;
        return new LimitState(allowed, limit - size, retry, reset);
    }

    private void add(long now) {
        if (size == times.length) {
            long[] larger = new long[Math.min(limit, 2 * times.length)];
            for (int i = 0; i < size; i++) {
                larger[i] = times[(first + i) % times.length];
            }
            times = larger;
            first = 0;
        }
        times[(first + size) % times.length] = now;
        size++;
    }
}
