package org.archipel.gateway.internal.metrics;

/**
 * What was measured of an API in a time.
 *
 * @param refused answers of 400 to 499
 * @param failed answers of 500 and more
 * @param cacheHits answers that were kept
 */
public record Figures(
        long requests, long refused, long failed, long requestBytes, long responseBytes, long cacheHits, Times times) {
    static Figures none() {
        return new Figures(0, 0, 0, 0, 0, 0, Times.none());
    }

    Figures plus(Figures other) {
        return new Figures(
                requests + other.requests,
                refused + other.refused,
                failed + other.failed,
                requestBytes + other.requestBytes,
                responseBytes + other.responseBytes,
                cacheHits + other.cacheHits,
                times.plus(other.times));
    }
}
