package org.archipel.messaging.internal.outbox;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a lane on a thread of the pool, one run at a time; signals during a run make one more run, and so does a run that ended before
 * all was delivered: behind the others that wait for a thread. Under load runs keep a distance, so that events which follow each other
 * quickly share the commits of one. Thread-safe.
 */
final class LaneRunner {
    private static final Logger LOG = LoggerFactory.getLogger(LaneRunner.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration DISTANCE = Duration.ofMillis(25);

    private final Lane lane;
    private final Executor threads;
    private Future<Long> firstSeq;
    private boolean registered;
    // A run waits for a thread, or has one.
    private boolean pending;
    private boolean running;
    private boolean again;
    private boolean closed;
    private long ran = System.nanoTime() - DISTANCE.toNanos();

    LaneRunner(Lane lane, Executor threads) {
        this.lane = lane;
        this.threads = threads;
    }

    Lane lane() {
        return lane;
    }

    /**
     * Registers the subscription when it is new, and delivers what waits for it.
     *
     * @param from the place after which a new subscription begins
     */
    synchronized void begin(Future<Long> from) {
        firstSeq = from;
        signal();
    }

    synchronized void signal() {
        if (closed) {
            return;
        }
        again = true;
        if (!pending) {
            begin();
        }
    }

    private void begin() {
        pending = true;
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            pending = false;
        } catch (Error e) {
            // There is no memory for it, or for a thread: the relay's next round tries again.
            pending = false;
            lane.lookAgain();
            throw e;
        }
    }

    /** Lets the present delivery end, for a moment, and begins no other. */
    synchronized void close() {
        closed = true;
        notifyAll();
        lane.halt();
        awaitIdle();
    }

    private synchronized void awaitIdle() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        try {
            long left = deadline - System.nanoTime();
            while (running && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        if (!begins()) {
            return;
        }
        boolean unfinished = false;
        try {
            register();
            unfinished = lane.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException | Error e) {
            // Also where memory was short for a moment: a thread that ended here would leave the lane to nobody.
            LOG.warn("Deliveries were interrupted by a failure; they go on with the relay's next round", e);
            lane.lookAgain();
        } finally {
            ends(unfinished);
        }
    }

    private void register() throws InterruptedException, ExecutionException {
        if (!registered) {
            lane.register(firstSeq.get());
            registered = true;
        }
    }

    private synchronized boolean begins() {
        keepDistance();
        if (closed) {
            pending = false;
            return false;
        }
        again = false;
        running = true;
        ran = System.nanoTime();
        return true;
    }

    private synchronized void ends(boolean unfinished) {
        running = false;
        notifyAll();
        if ((again || unfinished) && !closed) {
            begin();
        } else {
            pending = false;
        }
    }

    private void keepDistance() {
        try {
            long left = ran + DISTANCE.toNanos() - System.nanoTime();
            while (!closed && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = ran + DISTANCE.toNanos() - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
