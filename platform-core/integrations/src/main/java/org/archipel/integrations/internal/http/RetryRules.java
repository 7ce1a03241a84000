package org.archipel.integrations.internal.http;

import dev.failsafe.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.model.RetrySettings;

/**
 * What is tried again and when. Requests that may be repeated without a second effect are, after a failed connection, 408, 429 and
 * 5xx but 501; others only after 429, which says that nothing was done. {@code Retry-After} is obeyed; a wait that is too long for a
 * thread is left to the job queue.
 */
final class RetryRules {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final int TOO_MANY_REQUESTS = 429;

    private final RetrySettings settings;
    private final Clock clock;

    RetryRules(RetrySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    RetryPolicy<HttpResponse> policyFor(HttpRequest request, Runnable onRetry) {
        boolean repeatable = repeatable(request);
        return RetryPolicy.<HttpResponse>builder()
                .handleResultIf(response -> response != null
                        && (repeatable ? PASSING.contains(response.status()) : response.status() == TOO_MANY_REQUESTS))
                .handleIf(failure -> repeatable && failure instanceof RemoteException remote && remote.retryable())
                .abortIf((response, failure) -> asked(response, failure).compareTo(RateLimitPause.LONGEST_WAIT) > 0)
                .withMaxAttempts(settings.maxAttempts())
                .withDelayFn(context ->
                        delay(context.getAttemptCount(), asked(context.getLastResult(), context.getLastException())))
                .onRetry(event -> onRetry.run())
                .build();
    }

    private static boolean repeatable(HttpRequest request) {
        return IDEMPOTENT.contains(request.method())
                || request.headers().keySet().stream().anyMatch("Idempotency-Key"::equalsIgnoreCase);
    }

    private Duration asked(HttpResponse response, Throwable failure) {
        if (response != null) {
            return RetryAfter.of(response, clock).orElse(Duration.ZERO);
        }
        return failure instanceof PlatformException known ? known.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
    }

    /** @param attempt how many tries there were, from 1 */
    Duration delay(int attempt, Duration asked) {
        long base = settings.baseDelayMs();
        long full = switch (settings.backoff()) {
            case FIXED -> base;
            case LINEAR -> base * attempt;
            case EXPONENTIAL -> base << Math.min(attempt - 1, 20);
        };
        long bounded = Math.max(1, Math.min(full, settings.maxDelayMs()));
        long drawn = settings.jitter() ? ThreadLocalRandom.current().nextLong(bounded + 1) : bounded;
        return asked.compareTo(Duration.ofMillis(drawn)) > 0 ? asked : Duration.ofMillis(drawn);
    }
}
