package org.archipel.gateway.internal.metrics;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.archipel.gateway.internal.metrics.ApiMetrics.Key;

/** Counts what one API answers, until it is written. Thread-safe. */
public final class EndpointMetrics {
    private static final int CLASSES = 6;
    private static final int CALLER_ERROR = 4;
    private static final int SERVER_ERROR = 5;
    /** For all APIs together: there may be thousands, and every label costs. */
    private static final Timer[] TIMERS = IntStream.range(0, CLASSES)
            .mapToObj(status -> Timer.builder("archipel.gateway.requests")
                    .tag("status", status + "xx")
                    .register(Metrics.globalRegistry))
            .toArray(Timer[]::new);

    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder requestBytes = new LongAdder();
    private final LongAdder responseBytes = new LongAdder();
    private final LongAdder cacheHits = new LongAdder();
    private final LongAdder[] times =
            Stream.generate(LongAdder::new).limit(Times.BUCKETS).toArray(LongAdder[]::new);

    private final Key key;
    private final Queue<EndpointMetrics> waiting;
    private final AtomicBoolean waits = new AtomicBoolean();

    /** @param waiting those that have something to be taken */
    EndpointMetrics(Key key, Queue<EndpointMetrics> waiting) {
        this.key = key;
        this.waiting = waiting;
    }

    Key key() {
        return key;
    }

    /**
     * Counts an answer.
     *
     * @param sent bytes of the request's body as announced; negative where that is not known
     * @param received bytes of the answer's body; negative where that is not known
     */
    public void answered(int status, long nanos, long sent, long received) {
        int kind = Math.min(CLASSES - 1, Math.max(1, status / 100));
        TIMERS[kind].record(nanos, TimeUnit.NANOSECONDS);
        requests.increment();
        times[Times.bucket(nanos)].increment();
        if (kind == CALLER_ERROR) {
            refused.increment();
        } else if (kind == SERVER_ERROR) {
            failed.increment();
        }
        if (sent > 0) {
            requestBytes.add(sent);
        }
        if (received > 0) {
            responseBytes.add(received);
        }
        if (!waits.get() && waits.compareAndSet(false, true)) {
            waiting.add(this);
        }
    }

    /** Counts an answer that was kept. */
    public void hit() {
        cacheHits.increment();
    }

    /** What was counted since the last time. */
    Figures take() {
        waits.set(false);
        long[] counts = new long[Times.BUCKETS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = times[i].sumThenReset();
        }
        return new Figures(
                requests.sumThenReset(),
                refused.sumThenReset(),
                failed.sumThenReset(),
                requestBytes.sumThenReset(),
                responseBytes.sumThenReset(),
                cacheHits.sumThenReset(),
                new Times(counts));
    }
}
