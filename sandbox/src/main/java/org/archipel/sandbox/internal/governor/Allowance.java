package org.archipel.sandbox.internal.governor;

import java.time.Duration;

/**
 * A token bucket that holds what may be used in a minute, and fills as time goes. It may be overdrawn by what was under way; until it
 * is filled again nothing new begins. Guarded by its account.
 */
final class Allowance {
    private static final double MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final double perMinute;
    private double left;
    private long filledAt;

    /** @param perMinute 0 for no limit */
    Allowance(long perMinute, long now) {
        this.perMinute = perMinute;
        this.left = perMinute;
        this.filledAt = now;
    }

    /** Takes what was used, there or not. */
    void spend(long amount, long now) {
        fill(now);
        left -= amount;
    }

    /** Takes the amount if it is there. */
    boolean take(long amount, long now) {
        fill(now);
        if (perMinute > 0 && left < amount) {
            return false;
        }
        left -= amount;
        return true;
    }

    /** How long until one is there again; zero if it is. */
    Duration untilFilled(long now) {
        fill(now);
        return perMinute <= 0 || left >= 1
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil((1 - left) / perMinute * MINUTE_NANOS));
    }

    private void fill(long now) {
        left = Math.min(perMinute, left + (now - filledAt) / MINUTE_NANOS * perMinute);
        filledAt = now;
    }
}
