package org.archipel.integrations.internal.http;

import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/**
 * Back-pressure: once the remote side said that a limit is reached, all requests of the integration wait for its end, instead of
 * each running into it. Thread-safe.
 */
final class RateLimitPause {
    /** Waiting longer is the business of the job queue, not of a thread. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Duration WITHOUT_A_WORD = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private final Clock clock;
    private final AtomicReference<Instant> until = new AtomicReference<>(Instant.EPOCH);

    RateLimitPause(Clock clock) {
        this.clock = clock;
    }

    /** Looks at a response for a limit that was reached. */
    void observe(HttpResponse response) {
        if (response.status() == TOO_MANY_REQUESTS) {
            Metrics.counter("archipel.rate.limit.refusals", "limit", "remote-system")
                    .increment();
            pause(RetryAfter.of(response, clock).orElse(WITHOUT_A_WORD));
        } else if (response.header("X-RateLimit-Remaining")
                .map(String::strip)
                .filter("0"::equals)
                .isPresent()) {
            reset(response).ifPresent(this::pause);
        }
    }

    /** Providers write the seconds that remain, or the time since 1970. */
    private Optional<Duration> reset(HttpResponse response) {
        return response.header("X-RateLimit-Reset")
                .map(String::strip)
                .filter(value -> value.matches("\\d{1,10}"))
                .map(Long::parseLong)
                .map(value -> value > 1_000_000_000L
                        ? Duration.between(clock.instant(), Instant.ofEpochSecond(value))
                        : Duration.ofSeconds(value))
                .filter(duration -> !duration.isNegative());
    }

    private void pause(Duration duration) {
        Instant end = clock.instant().plus(duration);
        until.accumulateAndGet(end, (present, next) -> next.isAfter(present) ? next : present);
    }

    /** How long there is still to wait; zero or less for not at all. */
    Duration remaining() {
        return Duration.between(clock.instant(), until.get());
    }

    /**
     * Waits for the end of the pause.
     *
     * @throws RemoteException {@code RATE_LIMIT_EXCEEDED} if it is too long to wait for
     */
    void await() {
        Duration remaining = remaining();
        if (remaining.isNegative() || remaining.isZero()) {
            return;
        }
        if (remaining.compareTo(LONGEST_WAIT) > 0) {
            throw new RemoteException(
                    ErrorCode.RATE_LIMIT_EXCEEDED,
                    "The remote system's rate limit is reached for another " + remaining.toSeconds() + " s.",
                    true,
                    remaining,
                    null);
        }
        try {
            Thread.sleep(remaining.toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "The request was interrupted.", true);
        }
    }

    void reset() {
        until.set(Instant.EPOCH);
    }
}
