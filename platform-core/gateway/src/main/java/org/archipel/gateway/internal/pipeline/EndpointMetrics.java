package org.archipel.gateway.internal.pipeline;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What is measured of one endpoint. Thread-safe. */
public final class EndpointMetrics {
    private static final int CLASSES = 6;
    /** For all endpoints together: there may be thousands, and every label costs. */
    private static final Timer[] TIMERS = IntStream.range(0, CLASSES)
            .mapToObj(status -> Timer.builder("archipel.gateway.requests")
                    .tag("status", status + "xx")
                    .register(Metrics.globalRegistry))
            .toArray(Timer[]::new);

    void answered(int status, long nanos) {
        TIMERS[Math.min(CLASSES - 1, Math.max(1, status / 100))].record(nanos, TimeUnit.NANOSECONDS);
    }
}
