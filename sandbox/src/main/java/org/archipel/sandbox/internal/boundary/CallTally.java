package org.archipel.sandbox.internal.boundary;

import java.util.concurrent.atomic.LongAdder;
import org.archipel.sandbox.CallOutcomes;
import org.archipel.sandbox.internal.governor.Stop;
import org.archipel.sandbox.internal.governor.Usage;

/** Counts how the calls of one island end. Thread-safe. */
final class CallTally {
    private final Usage usage;
    private final LongAdder answered = new LongAdder();
    private final LongAdder faults = new LongAdder();

    /** @param usage of the called version; it counts all calls and their errors, since the platform started */
    CallTally(Usage usage) {
        this.usage = usage;
    }

    /** A call of a client ended. */
    void ended(boolean failed) {
        usage.calls.increment();
        if (failed) {
            usage.errors.increment();
        }
    }

    /** A call of a client ended as it should. */
    void answered() {
        answered.increment();
    }

    /** A call ended as the extension cannot have meant it to. */
    void fault() {
        faults.increment();
    }

    /** A call exceeded its budget. */
    void stopped(Stop order) {
        (order.cause() == Stop.Cause.WALL_TIME ? usage.timeouts : usage.stops).increment();
        fault();
    }

    /** A request was answered with a failure, which the call that carried it does not know. */
    void failedRequest() {
        usage.errors.increment();
    }

    CallOutcomes outcomes() {
        return new CallOutcomes(answered.sum(), faults.sum());
    }
}
