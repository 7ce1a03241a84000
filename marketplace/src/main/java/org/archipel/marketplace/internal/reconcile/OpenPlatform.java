package org.archipel.marketplace.internal.reconcile;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.archipel.rest.TrafficGate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets work on extensions wait until the platform takes requests. An extension's REST application that comes or goes under the
 * starting whiteboard can make that start fail. Thread-safe.
 */
@Component(service = OpenPlatform.class)
public final class OpenPlatform {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final BooleanSupplier open;

    @Activate
    public OpenPlatform(@Reference TrafficGate gate) {
        this((BooleanSupplier) gate::isOpen);
    }

    OpenPlatform(BooleanSupplier open) {
        this.open = open;
    }

    /** Returns when the platform is open; false if the thread was interrupted before. */
    boolean await() {
        while (!open.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    /** @param check called again and again while waiting; what it throws ends the wait */
    void await(Runnable check) {
        while (!open.getAsBoolean()) {
            check.run();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
