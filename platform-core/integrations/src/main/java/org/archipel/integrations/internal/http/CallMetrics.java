package org.archipel.integrations.internal.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of one integration since the platform started. Thread-safe. */
final class CallMetrics {
    private static final int WINDOW = 512;

    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder rateLimited = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicLong next = new AtomicLong();
    private final long[] latest = new long[WINDOW];
    private volatile LastSuccess lastSuccess;

    void answered(long milliseconds, int status, int size) {
        requests.increment();
        bytes.add(size);
        if (status == 429) {
            rateLimited.increment();
        } else if (status >= 400) {
            failures.increment();
        } else {
            lastSuccess = new LastSuccess(System.nanoTime(), milliseconds);
        }
        remember(milliseconds);
    }

    Optional<LastSuccess> lastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }

    void forgetSuccess() {
        lastSuccess = null;
    }

    void unanswered(long milliseconds) {
        requests.increment();
        failures.increment();
        remember(milliseconds);
    }

    void retried() {
        retries.increment();
    }

    private void remember(long milliseconds) {
        int slot = (int) (next.getAndIncrement() % WINDOW);
        synchronized (latest) {
            latest[slot] = milliseconds;
        }
    }

    ConnectionMetrics snapshot() {
        int count = (int) Math.min(WINDOW, next.get());
        long[] sorted;
        synchronized (latest) {
            sorted = Arrays.copyOf(latest, count);
        }
        Arrays.sort(sorted);
        return new ConnectionMetrics(
                requests.sum(),
                failures.sum(),
                rateLimited.sum(),
                retries.sum(),
                bytes.sum(),
                percentile(sorted, 0.5),
                percentile(sorted, 0.95));
    }

    private static long percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }
}
