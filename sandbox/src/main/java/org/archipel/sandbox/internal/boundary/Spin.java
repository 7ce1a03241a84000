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
        if (trust <= 0 && ++skipped < TRIED_AGAIN) {
            return false;
        }
        skipped = 0;
        // Who waited for the thread that waits now needs a moment to see that it need not any more.
        if (glance(condition)) {
            trust = TRUST;
            return true;
        }
        if (SPINNERS.incrementAndGet() > MOST_SPINNERS) {
            SPINNERS.decrementAndGet();
            return false;
        }
        boolean came;
        try {
            came = spin(condition);
        } finally {
            SPINNERS.decrementAndGet();
        }
        trust = came ? TRUST : trust - LOSS;
        return came;
    }

    private static boolean glance(BooleanSupplier condition) {
        for (int look = 0; look < LOOKS_A_CLOCK; look++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private static boolean spin(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST_NANOS;
        do {
            if (glance(condition)) {
                return true;
            }
        } while (System.nanoTime() < end);
        return condition.getAsBoolean();
    }
}
