package org.archipel.sandbox.internal.boundary;

import java.util.function.Supplier;

/** Time that an extension's call spends in the platform's own services. */
public final class HostTime {
    private HostTime() {}

    /** Does the platform's work; on a thread that runs an extension's call, off that call's clock. */
    public static <T> T spend(Supplier<T> work) {
        IslandCall<?> call = IslandCall.current();
        if (call == null) {
            return work.get();
        }
        call.enterHost();
        try {
            return work.get();
        } finally {
            call.leaveHost();
        }
    }
}
