package org.archipel.gateway.internal.pipeline;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ErrorCode;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.model.ApiIntegration.RetryPolicy;
import org.archipel.rest.ProblemException;

/** What stands between an endpoint and an upstream that fails: a circuit, and the tries that a call may take. Thread-safe. */
final class Guard {
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_ERROR = 500;
    private static final int MOST_DELAY = 10_000;

    private final CircuitBreaker<Object> circuit;
    private final RetryPolicy retries;
    private final ScheduledExecutorService timer;

    Guard(CircuitBreaker<Object> circuit, RetryPolicy retries, ScheduledExecutorService timer) {
        this.circuit = circuit;
        this.retries = retries;
        this.timer = timer;
    }

    /** @throws ProblemException with 503 while the upstream is left alone */
    void admit() {
        if (!circuit.tryAcquirePermit()) {
            Duration wait = circuit.getRemainingDelay();
            throw new ProblemException(
                    UNAVAILABLE,
                    ErrorCode.CONNECTION_FAILED,
                    "The upstream failed too often; calls to it pause.",
                    List.of(),
                    wait.isZero() ? Duration.ofSeconds(1) : wait);
        }
    }

    void answered(int status) {
        if (status >= SERVER_ERROR) {
            circuit.recordFailure();
        } else {
            circuit.recordSuccess();
        }
    }

    void failed() {
        circuit.recordFailure();
    }

    /** The caller broke the call off: nothing is known of the upstream. */
    void abandoned() {
        if (circuit.isHalfOpen()) {
            // What was to tell whether it works again did not.
            circuit.recordFailure();
        }
    }

    /**
     * Whether a call that failed may be made again.
     *
     * @param left nanoseconds that are left of its time
     */
    boolean again(String method, int attempt, long left) {
        return attempt < retries.maxAttempts()
                && HttpCall.isIdempotent(method)
                && TimeUnit.MILLISECONDS.toNanos(delay(attempt)) < left;
    }

    void later(int attempt, Runnable work) {
        timer.schedule(work, delay(attempt), TimeUnit.MILLISECONDS);
    }

    private long delay(int attempt) {
        return Math.min(MOST_DELAY, (long) retries.baseDelayMs() << attempt - 1);
    }

    /** Does something if it is not ended by then. */
    ScheduledFuture<?> after(Duration time, Runnable work) {
        return timer.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
