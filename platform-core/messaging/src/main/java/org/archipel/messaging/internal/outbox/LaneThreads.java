package org.archipel.messaging.internal.outbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.archipel.base.DaemonThreads;

/**
 * The threads that lanes run on. Those of the platform begin at once, and are as many as there are subscribers of the platform. Lanes of
 * organizations share a number of threads, of which one organization has a few at most, and come in turn, organization by
 * organization. Thread-safe.
 */
final class LaneThreads {
    private static final int MOST = 32;
    private static final int MOST_OF_ORGANIZATION = 4;

    private final ExecutorService threads;
    // By organization, the one whose turn it is first.
    private final Map<String, Deque<Runnable>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private int busy;

    LaneThreads() {
        this(DaemonThreads.numbered("archipel-events"));
    }

    LaneThreads(ThreadFactory factory) {
        threads = Executors.newCachedThreadPool(factory);
    }

    /** Where no thread can be started it throws, and the run does not wait. */
    void execute(Optional<String> organizationId, Runnable run) {
        if (organizationId.isPresent()) {
            queue(organizationId.get(), run);
        } else {
            threads.execute(run);
        }
    }

    private synchronized void queue(String organizationId, Runnable run) {
        waiting.computeIfAbsent(organizationId, absent -> new ArrayDeque<>()).add(run);
        try {
            begin();
        } catch (Error e) {
            if (takeBack(organizationId, run)) {
                throw e;
            }
        }
    }

    private boolean takeBack(String organizationId, Runnable run) {
        Deque<Runnable> queue = waiting.get(organizationId);
        boolean waits = queue != null && queue.removeLastOccurrence(run);
        if (waits && queue.isEmpty()) {
            waiting.remove(organizationId);
        }
        return waits;
    }

    /** To be called once in a while: no thread may have been there for those that wait when it was their turn. */
    synchronized void resume() {
        begin();
    }

    private void begin() {
        while (busy < MOST && !threads.isShutdown()) {
            Optional<String> next = next();
            if (next.isEmpty()) {
                return;
            }
            String organizationId = next.get();
            Runnable run = waiting.get(organizationId).element();
            // It keeps its place where no thread can be started.
            threads.execute(() -> run(organizationId, run));
            Deque<Runnable> queue = waiting.remove(organizationId);
            queue.remove();
            if (!queue.isEmpty()) {
                waiting.put(organizationId, queue);
            }
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
