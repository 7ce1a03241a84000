package org.archipel.gateway.internal.limit;

/**
 * How often something may be called.
 *
 * @param id of what is limited; the same id with other figures begins anew
 * @param limit requests in a window
 * @param capacity requests at once, of a token bucket
 * @param windowMillis length of a window
 */
public record LimitRule(String id, Kind kind, long limit, long capacity, long windowMillis) {
    /** The longest log of a sliding window. */
    public static final int MOST_SLIDING = 100_000;

    /** How it is counted. */
    public enum Kind {
        FIXED_WINDOW,
        SLIDING_WINDOW,
        TOKEN_BUCKET
    }

    /** Requests that are let through at once. */
    public long quota() {
        return kind == Kind.TOKEN_BUCKET ? capacity : limit;
    }

    /** In how many seconds the quota is given: a window, or what it takes to fill a bucket. */
    public long quotaSeconds() {
        long millis = kind == Kind.TOKEN_BUCKET ? (capacity * windowMillis + limit - 1) / limit : windowMillis;
        return Math.max(1, (millis + 999) / 1000);
    }

    Counter newCounter() {
        return switch (kind) {
            case FIXED_WINDOW -> new FixedWindow(limit, windowMillis);
            case SLIDING_WINDOW -> new SlidingWindow((int) limit, windowMillis);
            case TOKEN_BUCKET -> new TokenBucket(capacity, limit, windowMillis);
        };
    }
}
