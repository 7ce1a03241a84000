package org.archipel.sandbox.internal.governor;

import java.util.concurrent.TimeUnit;

/**
 * The processor time of one thread. Reading it takes as long as a short call, so a call that is over in a moment is taken to have
 * computed all that time, and the clock is not read. Guarded by the thread's meter.
 */
final class CpuClock {
    /** The longest call that the clock is not read for. */
    static final long MOMENT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private long read;
    private long taken;

    /** Takes a call to have computed that long. */
    void take(long nanos) {
        taken += nanos;
    }

    /** What the clock showed when a call began, seen later: it has computed no longer than time went by. */
    long before(long shown, long elapsedNanos) {
        return shown - Math.min(elapsedNanos, Math.max(0, shown - read - taken));
    }

    /** The clock was read. */
    void read(long shown) {
        read = shown;
        taken = 0;
    }
}
