package org.archipel.sandbox.internal.boundary;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts who is inside of an extension: running calls, open sessions, requests. Thread-safe. */
final class Occupancy {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private int inside;
    private boolean closed;

    /** False once closed. */
    boolean enter() {
        lock.lock();
        try {
            if (!closed) {
                inside++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            if (--inside == 0) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is inside, then lets nobody in; closes at the deadline whoever is inside. Whether all had left. */
    boolean close(Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            long rest = deadline.toNanos();
            while (inside > 0 && rest > 0) {
                rest = empty.awaitNanos(rest);
            }
            closed = true;
            return inside == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more, whoever is inside. */
    void closeAtOnce() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, closed already, for those who were told to leave. */
    boolean awaitEmpty(Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            long rest = deadline.toNanos();
            while (inside > 0 && rest > 0) {
                rest = empty.awaitNanos(rest);
            }
            return inside == 0;
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
