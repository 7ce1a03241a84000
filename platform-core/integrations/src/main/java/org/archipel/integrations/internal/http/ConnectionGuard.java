package org.archipel.integrations.internal.http;

import dev.failsafe.Bulkhead;
import dev.failsafe.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/**
 * What all sessions of one integration share: circuit breaker, bulkhead, rate-limit pause, metrics and token. A slow or broken
 * remote system so occupies a bounded number of threads. Thread-safe.
 */
final class ConnectionGuard {
    private static final int MOST_CONCURRENT = 8;
    private static final int FAILURE_PERCENT = 50;
    private static final int FAILURE_CALLS = 20;
    private static final Duration FAILURE_WINDOW = Duration.ofSeconds(60);
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);
    private static final int CLOSE_AFTER = 2;

    private final CircuitBreaker<HttpResponse> breaker;
    private final Bulkhead<HttpResponse> bulkhead;
    private final RateLimitPause pause;
    private final CallMetrics metrics = new CallMetrics();
    private final TokenCache tokens;

    ConnectionGuard(Clock clock, Duration openFor) {
        this.breaker = CircuitBreaker.<HttpResponse>builder()
                .handleResultIf(response -> response != null && response.status() >= 500)
                .handleIf(ConnectionGuard::unreachable)
                .withFailureRateThreshold(FAILURE_PERCENT, FAILURE_CALLS, FAILURE_WINDOW)
                .withDelay(openFor)
                .withSuccessThreshold(CLOSE_AFTER)
                .build();
        this.bulkhead = Bulkhead.<HttpResponse>builder(MOST_CONCURRENT)
                .withMaxWaitTime(RateLimitPause.LONGEST_WAIT)
                .build();
        this.pause = new RateLimitPause(clock);
        this.tokens = new TokenCache(clock);
    }

    ConnectionGuard(Clock clock) {
        this(clock, OPEN_FOR);
    }

    private static boolean unreachable(Throwable failure) {
        return failure instanceof RemoteException remote && remote.code() == ErrorCode.CONNECTION_FAILED;
    }

    CircuitBreaker<HttpResponse> breaker() {
        return breaker;
    }

    Bulkhead<HttpResponse> bulkhead() {
        return bulkhead;
    }

    RateLimitPause pause() {
        return pause;
    }

    CallMetrics metrics() {
        return metrics;
    }

    TokenCache tokens() {
        return tokens;
    }

    CircuitState state() {
        return new CircuitState(
                CircuitState.State.valueOf(breaker.getState().name()),
                breaker.getFailureRate(),
                breaker.getExecutionCount(),
                breaker.isOpen() ? breaker.getRemainingDelay().toMillis() : 0);
    }

    void reset() {
        breaker.close();
        pause.reset();
        tokens.clear();
    }
}
