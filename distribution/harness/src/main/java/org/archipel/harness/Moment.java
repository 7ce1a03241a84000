package org.archipel.harness;

import java.util.concurrent.TimeUnit;

/** The time between two looks at something that is waited for. */
final class Moment {
    private Moment() {}

    /** @throws IllegalStateException if the thread is interrupted meanwhile */
    static void pass(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the platform", e);
        }
    }
}
