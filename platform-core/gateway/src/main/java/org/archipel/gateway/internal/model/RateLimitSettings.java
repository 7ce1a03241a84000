package org.archipel.gateway.internal.model;

/**
 * How often an API may be called.
 *
 * @param enabled null for yes
 * @param requestsPerMinute requests in a window
 * @param burstLimit requests at once, for {@link Strategy#TOKEN_BUCKET}; null for as many as in a window
 * @param windowSeconds length of the window; null for 60
 * @param strategy null for {@link Strategy#TOKEN_BUCKET}
 * @param key what is counted together; null for {@link Key#CALLER}
 */
public record RateLimitSettings(
        Boolean enabled, Long requestsPerMinute, Long burstLimit, Integer windowSeconds, Strategy strategy, Key key) {
    private static final int MINUTE = 60;

    public RateLimitSettings {
        enabled = enabled == null || enabled;
        windowSeconds = windowSeconds == null ? MINUTE : windowSeconds;
        strategy = strategy == null ? Strategy.TOKEN_BUCKET : strategy;
        key = key == null ? Key.CALLER : key;
    }

    /** How it is counted. */
    public enum Strategy {
        /** At most so many from one full minute to the next. */
        FIXED_WINDOW,
        /** At most so many in any minute. */
        SLIDING_WINDOW,
        /** At most a burst at once, and then as they refill. */
        TOKEN_BUCKET
    }

    /** What is counted together. */
    public enum Key {
        CALLER,
        ENDPOINT,
        IP,
        ORGANIZATION
    }
}
