package org.archipel.gateway.internal.limit;

/**
 * At most a burst at once, and over any time the burst and what refills in it. The level is counted in parts of a token, as many as a
 * window has milliseconds, so that nothing is rounded.
 */
final class TokenBucket implements Counter {
    private final long refill;
    private final long window;
    private final long full;
    private long level;
    private long latest = Long.MIN_VALUE;

    /** @param refill tokens in a window */
    TokenBucket(long capacity, long refill, long window) {
        this.refill = refill;
        this.window = window;
        this.full = capacity * window;
        this.level = full;
    }

    @Override
    public synchronized LimitState take(long now) {
        if (latest == Long.MIN_VALUE) {
            latest = now;
        }
        if (now > latest) {
            // What takes longer than to fill it up fills it up.
            long elapsed = Math.min(now - latest, full / refill + 1);
            level = Math.min(full, level + elapsed * refill);
            latest = now;
        }
        boolean allowed = level >= window;
        if (allowed) {
            level -= window;
        }
        long retry = level >= window ? 0 : ceil(window - level);
        return new LimitState(allowed, level / window, retry, ceil(full - level));
    }

    private long ceil(long parts) {
        return (parts + refill - 1) / refill;
    }
}
