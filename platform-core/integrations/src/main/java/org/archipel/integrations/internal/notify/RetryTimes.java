package org.archipel.integrations.internal.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** When a delivery that failed is tried again: soon at first, then ever later, for about three days in all. */
final class RetryTimes {
    private static final List<Duration> AFTER = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final double JITTER = 0.1;

    private RetryTimes() {}

    /**
     * @param attempts how many tries there were
     * @return how long to wait; empty if that was the last one
     */
    static Optional<Duration> after(int attempts) {
        if (attempts > AFTER.size()) {
            return Optional.empty();
        }
        long full = AFTER.get(attempts - 1).toMillis();
        return Optional.of(Duration.ofMillis(
                full + (long) (full * JITTER * ThreadLocalRandom.current().nextDouble())));
    }
}
