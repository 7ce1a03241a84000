package org.archipel.sandbox.internal.governor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds calls that allocate, at their checkpoints, while the heap is nearly full: what is left is the platform's, until the watchdog
 * has seen what is garbage and whose the rest may be. Thread-safe.
 */
final class MemoryGate {
    /** A call that has allocated less passes. */
    static final long MUCH = 1L << 20;
    /** The part of the heap past which calls are held. */
    static final double FULL = 0.80;

    private static final int MOST_LOOKS = 3;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Heap heap;
    private final long full;
    private volatile boolean watched;
    private volatile boolean closed;

    MemoryGate(Heap heap) {
        this.heap = heap;
        this.full = (long) (heap.most() * FULL);
    }

    /** Whether calls look at the heap at each checkpoint. */
    void watch(boolean on) {
        watched = on;
        if (!on) {
            closed = false;
        }
    }

    boolean watched() {
        return watched;
    }

    void close() {
        closed = true;
    }

    void open() {
        closed = false;
    }

    /** Whether a call waits, or would. */
    boolean closed() {
        return closed;
    }

    /** The present thread's call comes by a checkpoint. */
    void pass(GovernedCall call) {
        if (watched && (closed || heap.used() >= full) && call.meter().allocatedNow() >= MUCH) {
            close();
            await(call);
        }
    }

    /** The present thread's call is about to take much at once; whether there is room for it in the end. */
    boolean room(long bytes, GovernedCall call) {
        for (int look = 0; look < MOST_LOOKS && heap.used() + bytes >= full && call.stopped() == null; look++) {
            close();
            await(call);
        }
        return heap.used() + bytes < full;
    }

    // An interruption is kept for later.
    private void await(GovernedCall call) {
        boolean interrupted = false;
        while (closed && call.stopped() == null) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
