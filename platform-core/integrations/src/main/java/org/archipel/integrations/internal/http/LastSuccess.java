package org.archipel.integrations.internal.http;

import java.time.Duration;

/**
 * The last request of an integration that the remote system answered well.
 *
 * @param nanoTime when, by {@link System#nanoTime()}
 * @param milliseconds how long it took
 */
public record LastSuccess(long nanoTime, long milliseconds) {
    /** How long ago it was. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
