package org.archipel.integrations.internal.webhook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.archipel.base.DaemonThreads;

/**
 * A few threads that integrations have turns on, each integration one at a time. Those whose last turn was long have two threads of
 * their own, in the order in which they asked: however many of them there are, the others find a thread. Those that are not yet
 * known as long ones can take all threads of the others, once. Turns are begun by one thread.
 */
final class TurnThreads implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int THREADS_OF_LONG = 2;
    /** Integrations that are remembered as long ones; with more of them all begin anew. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final long STOP_SECONDS = 3;

    /** What was handled in a turn. */
    enum Handled {
        /** There was nothing, or nothing that may go yet: it says nothing of how long the next turn takes. */
        NOTHING,
        ALL,
        /** There is more, for which it has another turn after the others. */
        A_PART
    }

    private final long longNanos;
    private final LongSupplier nanos;
    private final Runnable left;
    private final Semaphore free = new Semaphore(THREADS);
    /** Those that have a turn, or wait for a thread of the long ones. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    /** Those to which something came during their turn, perhaps behind its last look. */
    private final Set<String> late = ConcurrentHashMap.newKeySet();

    private final Set<String> longOnes = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = threads(THREADS);
    private final ExecutorService threadsOfLong = threads(THREADS_OF_LONG);

    /**
     * @param longNanos a turn of more nanoseconds is a long one
     * @param nanos the time, in nanoseconds
     * @param left told when an integration has left for which there is more to do
     */
    TurnThreads(long longNanos, LongSupplier nanos, Runnable left) {
        this.longNanos = longNanos;
        this.nanos = nanos;
        this.left = left;
    }

    private static ExecutorService threads(int count) {
        return Executors.newFixedThreadPool(count, DaemonThreads.named("archipel-webhook-processor"));
    }

    /**
     * Begins a turn as soon as a thread is free, for which only a long one's turn waits by itself; does nothing if the integration has
     * a turn now, or waits for it.
     *
     * @param fresh whether something came in since the last time
     * @param turn throws nothing
     */
    void begin(String integrationId, boolean fresh, Supplier<Handled> turn) throws InterruptedException {
        if (busy.contains(integrationId)) {
            if (fresh) {
                missed(integrationId);
            }
            return;
        }
        boolean isLong = longOnes.contains(integrationId);
        if (!isLong) {
            free.acquire();
        }
        try {
            busy.add(integrationId);
            (isLong ? threadsOfLong : threads).execute(() -> take(integrationId, turn, isLong));
        } catch (RejectedExecutionException e) {
            leave(integrationId, isLong, false);
        } catch (Error e) {
            // There is no memory for it, or for a thread.
            leave(integrationId, isLong, false);
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

    private void take(String integrationId, Supplier<Handled> turn, boolean isLong) {
        Handled handled = Handled.NOTHING;
        try {
            long begun = nanos.getAsLong();
            handled = turn.get();
            remember(integrationId, handled, nanos.getAsLong() - begun > longNanos);
        } finally {
            leave(integrationId, isLong, handled == Handled.A_PART);
        }
    }

    private void remember(String integrationId, Handled handled, boolean wasLong) {
        if (wasLong) {
            if (longOnes.size() >= MOST_REMEMBERED) {
                longOnes.clear();
            }
            longOnes.add(integrationId);
        } else if (handled != Handled.NOTHING) {
            longOnes.remove(integrationId);
        }
    }

    private void leave(String integrationId, boolean isLong, boolean leavesSome) {
        if (!isLong) {
            free.release();
        }
        busy.remove(integrationId);
        // Not before: who looks for it now is to find that it may have another turn.
        if (late.remove(integrationId) || leavesSome) {
            left.run();
        }
    }

    /** Interrupts the turns, and waits a moment for their end. */
    @Override
    public void close() {
        threads.shutdownNow();
        threadsOfLong.shutdownNow();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            threadsOfLong.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
