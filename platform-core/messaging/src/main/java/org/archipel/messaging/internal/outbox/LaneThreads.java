package org.archipel.messaging.internal.outbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.archipel.base.DaemonThreads;

/**
 * The threads that lanes run on. Those of the platform begin at once, and are as many as there are subscribers of the platform. Lanes of
 * organizations share a number of threads, of which one organization has a few at most, and come in turn, organization by
 * organization. Thread-safe.
 */
final class LaneThreads {
    private static final int MOST = 32;
    private static final int MOST_OF_ORGANIZATION = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.numbered("archipel-events"));
    // By organization, the one whose turn it is first.
    private final Map<String, Deque<Runnable>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private int busy;

    void execute(Optional<String> organizationId, Runnable run) {
        if (organizationId.isPresent()) {
            queue(organizationId.get(), run);
        } else {
            threads.execute(run);
        }
    }

    private synchronized void queue(String organizationId, Runnable run) {
        waiting.computeIfAbsent(organizationId, absent -> new ArrayDeque<>()).add(run);
        begin();
    }

    private void begin() {
        while (busy < MOST && !threads.isShutdown()) {
            Optional<String> next = next();
            if (next.isEmpty()) {
                return;
            }
            String organizationId = next.get();
            Deque<Runnable> queue = waiting.remove(organizationId);
            Runnable run = queue.remove();
            if (!queue.isEmpty()) {
                waiting.put(organizationId, queue);
            }
            threads.execute(() -> run(organizationId, run));
            busy++;
            running.merge(organizationId, 1, Integer::sum);
        }
    }

    private Optional<String> next() {
        return waiting.keySet().stream()
                .filter(organizationId -> running.getOrDefault(organizationId, 0) < MOST_OF_ORGANIZATION)
                .findFirst();
    }

    private void run(String organizationId, Runnable run) {
        try {
            run.run();
        } finally {
            ended(organizationId);
        }
    }

    private synchronized void ended(String organizationId) {
        busy--;
        running.computeIfPresent(organizationId, (id, count) -> count == 1 ? null : count - 1);
        begin();
    }

    void shutdown() {
        threads.shutdown();
    }
}
