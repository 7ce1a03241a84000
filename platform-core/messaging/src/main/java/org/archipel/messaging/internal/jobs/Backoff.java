package org.archipel.messaging.internal.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a failed job is tried again: exponential with full jitter, that is a random part of a bound that doubles with each attempt.
 * What the remote side asked for is a lower bound.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MAX_DOUBLINGS = 20;

    private final DoubleSupplier random;

    /** @param random numbers from 0 to below 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** @param attempt number of the attempt that failed, from 1 */
    Duration after(int attempt, Optional<Duration> retryAfter) {
        long bound =
                Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(MAX_DOUBLINGS, Math.max(0, attempt - 1)));
        Duration drawn = Duration.ofMillis((long) (bound * random.getAsDouble()));
        // Some jitter above the demanded time too: those who were refused together shall not return together.
        return retryAfter.map(least -> least.plus(drawn.dividedBy(4))).orElse(drawn);
    }
}
