package org.archipel.messaging.internal.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Jobs that this node could not run when they were due, because their handler was away or their organization ran as many as it may.
 * Their executions were put off; this list lets the node bring them forward as soon as there is room. It is a shortcut only: a job
 * that nobody brings forward comes up again by itself. Thread-safe.
 */
final class WaitingRoom {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    /** The more wait, the less often each one looks again: at most some hundred rounds a second, however long the queue. */
    private static final Duration EACH = Duration.ofMillis(20);

    private final Map<String, LinkedHashSet<String>> waiting = new HashMap<>();

    /** For how long to put off the next one that waits for this. */
    synchronized Duration hold(String reason) {
        LinkedHashSet<String> queue = waiting.get(reason);
        return SHORTEST.plus(EACH.multipliedBy(queue == null ? 0 : queue.size()));
    }

    synchronized void add(String reason, String jobId) {
        waiting.computeIfAbsent(reason, key -> new LinkedHashSet<>()).add(jobId);
    }

    /** Takes out the ones that waited longest. */
    synchronized List<String> take(String reason, int count) {
        LinkedHashSet<String> queue = waiting.get(reason);
        if (queue == null) {
            return List.of();
        }
        List<String> taken = new ArrayList<>();
        Iterator<String> oldest = queue.iterator();
        while (taken.size() < count && oldest.hasNext()) {
            taken.add(oldest.next());
            oldest.remove();
        }
        if (queue.isEmpty()) {
            waiting.remove(reason);
        }
        return taken;
    }
}
