package org.archipel.rest.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets many through, or one alone. Those who go through only count themselves, each on a counter that few others write; they wait
 * while the one waits for those before, or works. Thread-safe.
 */
final class Passage {
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final LongAdder entered = new LongAdder();
    private final LongAdder left = new LongAdder();
    private final ReentrantLock closing = new ReentrantLock(true);
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();
    private volatile boolean closed;

    /** @return whether the present thread may go on, and then has to {@link #leave}; false if it waited too long */
    boolean enter(Duration patience) {
        entered.increment();
        // Written before it is read here, as the one who closes does it the other way round: one of the two sees the
        // other.
        if (closed) {
            left.increment();
            return enterLater(patience);
        }
        inside.set(true);
        return true;
    }

    private boolean enterLater(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (closing.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    try {
                        // Nobody closes it meanwhile.
                        entered.increment();
                        inside.set(true);
                        return true;
                    } finally {
                        closing.unlock();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    void leave() {
        inside.remove();
        left.increment();
    }

    /**
     * Works while nobody is within.
     *
     * @return false if others did not leave in time: then nothing was done
     * @throws IllegalStateException if the present thread is within itself
     */
    boolean close(Duration patience, Runnable work) {
        if (inside.get() != null) {
            throw new IllegalStateException("a thread that serves a request would wait for itself");
        }
        long end = System.nanoTime() + patience.toNanos();
        try {
            if (!closing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            closed = true;
            if (!isEmptyBy(end)) {
                return false;
            }
            work.run();
            return true;
        } finally {
            closed = false;
            closing.unlock();
        }
    }

    private boolean isEmptyBy(long end) {
        while (!isEmpty()) {
            if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Who left is counted before who entered: if they are as many, nobody was within between the two. */
    private boolean isEmpty() {
        long gone = left.sum();
        return entered.sum() == gone;
    }
}
