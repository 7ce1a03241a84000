package org.archipel.integrations.internal.model;

import java.util.Objects;

/**
 * How requests that failed for a passing reason are tried again.
 *
 * @param maxAttempts tries in all, 1 to 10
 * @param baseDelayMs the first wait
 * @param maxDelayMs the longest wait
 * @param jitter whether each wait is drawn at random between nothing and its full length
 */
public record RetrySettings(Integer maxAttempts, Backoff backoff, Long baseDelayMs, Long maxDelayMs, Boolean jitter) {
    public static final RetrySettings DEFAULT = new RetrySettings(null, null, null, null, null);

    public RetrySettings {
        maxAttempts = Objects.requireNonNullElse(maxAttempts, 4);
        backoff = Objects.requireNonNullElse(backoff, Backoff.EXPONENTIAL);
        baseDelayMs = Objects.requireNonNullElse(baseDelayMs, 200L);
        maxDelayMs = Objects.requireNonNullElse(maxDelayMs, 10_000L);
        jitter = Objects.requireNonNullElse(jitter, true);
    }
}
