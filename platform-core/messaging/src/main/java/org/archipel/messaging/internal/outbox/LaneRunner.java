package org.archipel.messaging.internal.outbox;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a lane on a thread of the pool, one run at a time; signals during a run make one more run. Under load runs keep a distance,
 * so that events which follow each other quickly share the commits of one. Thread-safe.
 */
final class LaneRunner {
    private static final Logger LOG = LoggerFactory.getLogger(LaneRunner.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration DISTANCE = Duration.ofMillis(25);

    private final Lane lane;
    private final Executor threads;
    private Future<Long> firstSeq;
    private boolean registered;
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
        if (!running) {
            running = true;
            threads.execute(this::run);
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
        while (next()) {
            try {
                register();
                lane.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | RuntimeException | Error e) {
                // Also where memory was short for a moment: a thread that ended here would leave the lane to nobody.
                LOG.warn("Deliveries were interrupted by a failure; they go on with the next event", e);
            }
        }
    }

    private void register() throws InterruptedException, ExecutionException {
        if (!registered) {
            lane.register(firstSeq.get());
            registered = true;
        }
    }

    private synchronized boolean next() {
        keepDistance();
        if (!again || closed) {
            running = false;
            notifyAll();
            return false;
        }
        again = false;
        ran = System.nanoTime();
        return true;
    }

    private void keepDistance() {
        try {
            long left = ran + DISTANCE.toNanos() - System.nanoTime();
            while (again && !closed && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = ran + DISTANCE.toNanos() - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
