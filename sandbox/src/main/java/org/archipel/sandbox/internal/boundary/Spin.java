package org.archipel.sandbox.internal.boundary;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Waits on a processor, for a moment, for what another thread is about to do: waking a sleeping thread takes longer than a short call.
 * It gives up being tried where it does not help, since what is waited for comes late or the machine is busy; and there is always a
 * processor that is not used for it. For one kind of waiting; thread-safe.
 */
final class Spin {
    // Far less than it takes to wake a thread, so that everybody may; and enough to see what another processor has just
    // written.
    private static final long GLANCE_NANOS = TimeUnit.MICROSECONDS.toNanos(3);
    private static final long LONGEST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final int LOOKS_A_CLOCK = 16;
    private static final int MOST_SPINNERS = Runtime.getRuntime().availableProcessors() - 1;
    private static final AtomicInteger SPINNERS = new AtomicInteger();

    private static final int TRUST = 16;
    private static final int LOSS = 4;
    private static final int TRIED_AGAIN = 64;

    // Races only make it try once more or once less.
    private int trust = TRUST;
    private int skipped;

    /** Whether it has come true in that moment. */
    boolean until(BooleanSupplier condition) {
        if (trust <= 0) {
            skipped = (skipped + 1) % TRIED_AGAIN;
            if (skipped != 0) {
                return false;
            }
        }
        if (look(condition, GLANCE_NANOS)) {
            return trust(true);
        }
        if (SPINNERS.incrementAndGet() > MOST_SPINNERS) {
            SPINNERS.decrementAndGet();
            return false;
        }
        try {
            return trust(look(condition, LONGEST_NANOS));
        } finally {
            SPINNERS.decrementAndGet();
        }
    }

    private boolean trust(boolean came) {
        int next = came ? TRUST : trust - LOSS;
        // Written by several processors, so only if it is another.
        if (next != trust) {
            trust = next;
        }
        return came;
    }

    private static boolean look(BooleanSupplier condition, long nanos) {
        long end = System.nanoTime() + nanos;
        do {
            for (int look = 0; look < LOOKS_A_CLOCK; look++) {
                if (condition.getAsBoolean()) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() < end);
        return condition.getAsBoolean();
    }
}
