package org.archipel.messaging.internal.jobs;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Wakes those who wait on this node for a job to end. Thread-safe. */
final class Completions {
    private final Map<String, Set<CountDownLatch>> waiting = new ConcurrentHashMap<>();

    /** A latch that opens when the job ends on this node; to be given back by {@link #forget}. */
    CountDownLatch watch(String jobId) {
        CountDownLatch latch = new CountDownLatch(1);
        waiting.compute(jobId, (id, present) -> {
            Set<CountDownLatch> latches = present == null ? ConcurrentHashMap.newKeySet() : present;
            latches.add(latch);
            return latches;
        });
        return latch;
    }

    void forget(String jobId, CountDownLatch latch) {
        waiting.computeIfPresent(jobId, (id, latches) -> {
            latches.remove(latch);
            return latches.isEmpty() ? null : latches;
        });
    }

    void ended(String jobId) {
        Set<CountDownLatch> latches = waiting.get(jobId);
        if (latches != null) {
            latches.forEach(CountDownLatch::countDown);
        }
    }
}
