package org.archipel.gateway.internal.rest;

import java.time.Instant;
import java.util.List;
import org.archipel.gateway.internal.metrics.ApiMetrics;
import org.archipel.gateway.internal.metrics.ApiMetrics.Point;
import org.archipel.gateway.internal.metrics.Figures;

/**
 * Figures of a custom API.
 *
 * @param total of all minutes
 * @param minutes in which it was called, oldest first
 */
public record ApiFigures(Values total, List<Minute> minutes) {
    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.95;
    private static final double NEARLY_ALL = 0.99;

    /**
     * What was measured.
     *
     * @param refused answers of 400 to 499
     * @param failed answers of 500 and more
     * @param cacheHitRate part of the requests that a kept answer was given to
     * @param p50Ms half of the answers took no longer, in milliseconds
     */
    public record Values(
            long requests,
            long refused,
            long failed,
            long requestBytes,
            long responseBytes,
            double cacheHitRate,
            double p50Ms,
            double p95Ms,
            double p99Ms) {
        static Values of(Figures figures) {
            return new Values(
                    figures.requests(),
                    figures.refused(),
                    figures.failed(),
                    figures.requestBytes(),
                    figures.responseBytes(),
                    figures.requests() == 0 ? 0 : (double) figures.cacheHits() / figures.requests(),
                    figures.times().percentile(MEDIAN),
                    figures.times().percentile(MOST),
                    figures.times().percentile(NEARLY_ALL));
        }
    }

    /** One minute. */
    public record Minute(Instant minute, Values values) {}

    static ApiFigures of(List<Point> points) {
        return new ApiFigures(
                Values.of(ApiMetrics.sum(points)),
                points.stream()
                        .map(point -> new Minute(point.minute(), Values.of(point.figures())))
                        .toList());
    }
}
