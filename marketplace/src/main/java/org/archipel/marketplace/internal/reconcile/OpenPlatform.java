package org.archipel.marketplace.internal.reconcile;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.archipel.rest.TrafficGate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets changes wait until the platform takes requests. A change that a crash interrupted would otherwise go on in the middle of the
 * start, where an extension's REST application that goes away under the starting whiteboard can make that start fail. Thread-safe.
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

    /** @param check called again and again while waiting; what it throws ends the wait */
    void await(Runnable check) {
        while (!open.getAsBoolean()) {
            check.run();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
