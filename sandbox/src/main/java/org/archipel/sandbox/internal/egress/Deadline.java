package org.archipel.sandbox.internal.egress;

import java.time.Duration;

/**
 * When a request has to have its whole answer. Thread-safe.
 *
 * @param end in {@link System#nanoTime()}
 */
record Deadline(long end) {
    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** Nanoseconds; none or fewer when it has passed. */
    long left() {
        return end - System.nanoTime();
    }

    boolean passed() {
        return left() <= 0;
    }
}
