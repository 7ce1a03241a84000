package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.time.Instant;

/**
 * How often an installation failed to start in a row.
 *
 * @param next when to try again at the earliest
 */
record StartAttempts(int count, Instant next) {
    static final StartAttempts NONE = new StartAttempts(0, Instant.EPOCH);

    private static final int MAX = 5;

    StartAttempts another() {
        int failed = count + 1;
        return new StartAttempts(failed, Instant.now().plus(pauseAfter(failed)));
    }

    boolean exhausted() {
        return count >= MAX;
    }

    boolean due() {
        return !Instant.now().isBefore(next);
    }

    Duration pause() {
        return pauseAfter(count);
    }

    /** One second, two, four, eight. */
    private static Duration pauseAfter(int failed) {
        return Duration.ofSeconds(1L << (failed - 1));
    }
}
