package org.archipel.integrations.internal.webhook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;

/**
 * A few threads that integrations have turns on, each integration one at a time. Those whose last turn was long share half of the
 * threads: however many of them there are, the others find a thread. Turns are begun by one thread.
 */
final class TurnThreads implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int MOST_LONG = 2;
    /** Integrations that are remembered as long ones; with more of them all begin anew. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final long STOP_SECONDS = 3;

    private final long longNanos;
    private final Runnable left;
    private final Semaphore free = new Semaphore(THREADS);
    private final Semaphore freeForLong = new Semaphore(MOST_LONG);
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    /** Those to which something came during their turn, perhaps behind its last look. */
    private final Set<String> late = ConcurrentHashMap.newKeySet();

    private final Set<String> longOnes = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, DaemonThreads.named("archipel-webhook-processor"));

    /**
     * @param longNanos a turn of more nanoseconds is a long one
     * @param left told when an integration that got no turn may have one
     */
    TurnThreads(long longNanos, Runnable left) {
        this.longNanos = longNanos;
        this.left = left;
    }

    /**
     * Begins a turn, as soon as a thread is free; does nothing if the integration has one now, or is a long one and those have their
     * share.
     *
     * @param fresh whether something came in since the last time
     * @param turn throws nothing
     */
    void begin(String integrationId, boolean fresh, Runnable turn) throws InterruptedException {
        if (busy.contains(integrationId)) {
            if (fresh) {
                missed(integrationId);
            }
            return;
        }
        boolean isLong = longOnes.contains(integrationId);
        if (isLong && !freeForLong.tryAcquire()) {
            return;
        }
        try {
            free.acquire();
        } catch (InterruptedException e) {
            leave(integrationId, isLong);
            throw e;
        }
        busy.add(integrationId);
        try {
            threads.execute(() -> take(integrationId, turn, isLong));
        } catch (RejectedExecutionException e) {
            free.release();
            leave(integrationId, isLong);
        } catch (Error e) {
            // There is no memory for a thread.
            free.release();
            leave(integrationId, isLong);
            throw e;
        }
    }

    private void missed(String integrationId) {
        late.add(integrationId);
        // The turn may have ended between the look and the note.
        if (!busy.contains(integrationId) && late.remove(integrationId)) {
            left.run();
        }
    }

    private void take(String integrationId, Runnable turn, boolean isLong) {
        long begun = System.nanoTime();
        try {
            turn.run();
        } finally {
            remember(integrationId, System.nanoTime() - begun > longNanos);
            free.release();
            leave(integrationId, isLong);
        }
    }

    private void remember(String integrationId, boolean wasLong) {
        if (!wasLong) {
            longOnes.remove(integrationId);
            return;
        }
        if (longOnes.size() >= MOST_REMEMBERED) {
            longOnes.clear();
        }
        longOnes.add(integrationId);
    }

    private void leave(String integrationId, boolean isLong) {
        if (isLong) {
            freeForLong.release();
        }
        busy.remove(integrationId);
        if (late.remove(integrationId) || isLong) {
            left.run();
        }
    }

    /** Interrupts the turns, and waits a moment for their end. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
