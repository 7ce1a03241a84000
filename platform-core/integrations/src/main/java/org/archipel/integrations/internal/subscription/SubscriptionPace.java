package org.archipel.integrations.internal.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** When a subscription is renewed, and when something that failed is tried again. */
final class SubscriptionPace {
    /** One without an end is looked after about once in half of it. */
    private static final Duration ENDLESS = Duration.ofDays(2);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(20);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(20);

    /** As if one that is over as soon as it is made had so long to live. */
    private static final Duration OVER = Duration.ofMinutes(10);

    private static final Duration LAST_RETRY = Duration.ofHours(1);
    private static final int DOUBLINGS = 8;

    private SubscriptionPace() {}

    /**
     * At about half of the life that is left, so that a day without the remote system does no harm; spread by a tenth either way. Not at
     * once where the end is near or over, as it is for clocks that differ: the remote system is not to be asked all the time.
     */
    static Instant renewal(Instant now, Optional<Instant> expiresAt) {
        Duration life = expiresAt.map(end -> Duration.between(now, end)).orElse(ENDLESS);
        long millis = life.compareTo(Duration.ZERO) > 0
                ? Math.max(SHORTEST_LIFE.toMillis(), life.toMillis())
                : OVER.toMillis();
        return now.plusMillis((long) (millis * ThreadLocalRandom.current().nextDouble(0.45, 0.55)));
    }

    /**
     * After twice the time of the time before, an hour at most and not too late for what still lives; spread downwards by a half, so that
     * many do not come together.
     *
     * @param failures how many tries failed, this one included
     * @param asked how long the remote system asks to wait
     */
    static Instant retry(Instant now, int failures, Optional<Duration> asked, Optional<Instant> expiresAt) {
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(DOUBLINGS, Math.max(0, failures - 1)));
        Duration left = expiresAt
                .map(end -> Duration.between(now, end).dividedBy(4))
                .filter(rest -> rest.compareTo(FIRST_RETRY) > 0)
                .orElse(LAST_RETRY);
        for (Duration bound : new Duration[] {LAST_RETRY, left}) {
            wait = wait.compareTo(bound) > 0 ? bound : wait;
        }
        Duration spread = Duration.ofMillis(
                (long) (wait.toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 1)));
        return now.plus(asked.filter(time -> time.compareTo(spread) > 0).orElse(spread));
    }
}
