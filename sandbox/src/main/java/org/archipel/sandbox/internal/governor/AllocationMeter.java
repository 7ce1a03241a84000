package org.archipel.sandbox.internal.governor;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Reads the bytes that another thread allocated. The JVM adds what the thread has used of its buffer, and reads both ends of it while
 * the thread may be about to get a new one: for that moment the count may be gigabytes too high. So what is shown is believed once the
 * thread has gone on and nothing less is shown, or while it stands still and can be in no such moment. For one thread at a time.
 */
final class AllocationMeter {
    private final LongSupplier shown;
    private final BooleanSupplier waiting;
    private long believed;
    private long last;
    private long cpuAtLast;

    /**
     * @param shown what the JVM shows
     * @param waiting whether the thread stands still, and not just because others are on the processors
     */
    AllocationMeter(LongSupplier shown, BooleanSupplier waiting) {
        this.shown = shown;
        this.waiting = waiting;
    }

    static AllocationMeter of(Thread thread) {
        return new AllocationMeter(
                () -> ThreadMeter.allocatedBytes(thread), () -> thread.getState() != Thread.State.RUNNABLE);
    }

    /** @param bytes the count as the thread itself sees it */
    void begin(long bytes) {
        believed = bytes;
        last = bytes;
        cpuAtLast = -1;
    }

    /**
     * The count, which may lag by one reading.
     *
     * @param cpu what the thread's processor clock has just shown, in nanoseconds
     */
    long read(long cpu) {
        long now = shown.getAsLong();
        if (waiting.getAsBoolean()) {
            believe(Math.min(now, shown.getAsLong()));
        } else if (cpu != cpuAtLast) {
            believe(Math.min(now, last));
            last = now;
            cpuAtLast = cpu;
        }
        return believed;
    }

    private void believe(long bytes) {
        believed = Math.max(believed, bytes);
    }
}
