package org.archipel.messaging.internal.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long an event that could not be delivered waits: twice as long each time up to ten minutes, half of it by chance. */
final class RedeliveryDelay {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 600_000;
    private static final int MOST_DOUBLINGS = 20;

    private RedeliveryDelay() {}

    /** @param attempts so far, at least one */
    static Duration after(int attempts) {
        long bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2 + 1));
    }
}
