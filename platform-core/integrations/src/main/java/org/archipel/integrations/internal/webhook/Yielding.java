package org.archipel.integrations.internal.webhook;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps processing from taking the processors away from the intake: who sends waits for an answer, and what is stored can wait.
 * While very many webhooks come, a round of processing begins every two seconds only. For one thread.
 */
final class Yielding {
    /** So many webhooks a second leave no room for their processing. */
    static final long BUSY_PER_SECOND = 1_000;

    private static final long LOOK_AGAIN_MS = 100;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier arrived;
    private final LongSupplier nanos;
    private long countBefore;
    private long nanosBefore;

    /**
     * @param arrived how many webhooks came since the start
     * @param nanos the time, in nanoseconds
     */
    Yielding(LongSupplier arrived, LongSupplier nanos) {
        this.arrived = arrived;
        this.nanos = nanos;
        this.nanosBefore = nanos.getAsLong();
    }

    /** Waits as long as there is a rush, but not for more than two seconds. */
    void giveWay() throws InterruptedException {
        long begun = nanos.getAsLong();
        while (isBusy() && nanos.getAsLong() - begun < LONGEST_NANOS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    /** Whether there was a rush since it was asked last. */
    boolean isBusy() {
        long now = nanos.getAsLong();
        long count = arrived.getAsLong();
        double seconds = Math.max(0.01, (now - nanosBefore) / 1e9);
        double rate = (count - countBefore) / seconds;
        nanosBefore = now;
        countBefore = count;
        return rate > BUSY_PER_SECOND;
    }
}
