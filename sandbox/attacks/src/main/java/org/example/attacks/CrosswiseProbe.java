package org.example.attacks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.extension.ExtensionContext;

/** Two calls hold locks that each other waits for; what is deactivated after them waits for those locks too, deaf to all. */
public final class CrosswiseProbe extends Probe {
    private static final Object ONE = new Object();
    private static final Object OTHER = new Object();
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final CountDownLatch HELD = new CountDownLatch(2);

    @Override
    protected Object attempt(Stage stage) throws InterruptedException {
        boolean even = CALLS.getAndIncrement() % 2 == 0;
        synchronized (even ? ONE : OTHER) {
            HELD.countDown();
            HELD.await(2, TimeUnit.SECONDS);
            synchronized (even ? OTHER : ONE) {
                return "both";
            }
        }
    }

    /** Waits for a call that never ends. */
    protected void deactivate() {
        synchronized (ONE) {
            CALLS.incrementAndGet();
        }
    }

    /** A second component, which is still to be deactivated when the first one hangs. */
    public static final class Second {
        /** Called once. */
        public void bind(ExtensionContext given) {
            // That it is there is enough.
        }

        /** Waits for a call that never ends. */
        protected void deactivate() {
            synchronized (OTHER) {
                CALLS.incrementAndGet();
            }
        }
    }
}
