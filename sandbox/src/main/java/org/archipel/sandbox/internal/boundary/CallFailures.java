package org.archipel.sandbox.internal.boundary;

import java.util.function.Supplier;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.internal.governor.Stop;
import org.archipel.sandbox.internal.log.LogRings;
import org.slf4j.event.Level;

/** Counts the calls of one island that failed or were stopped, and tells of them in its log. Thread-safe. */
final class CallFailures {
    private final InstallationInfo installation;
    private final CallTally tally;
    private final LogRings logs;

    CallFailures(InstallationInfo installation, CallTally tally, LogRings logs) {
        this.installation = installation;
        this.tally = tally;
        this.logs = logs;
    }

    /** Makes of what the extension threw what the caller gets; on the extension's thread, as its code may run. */
    PlatformException failed(Supplier<String> what, Throwable thrown) {
        if (!Translation.expected(thrown)) {
            tally.fault();
            logs.write(installation, Level.ERROR, what.get() + " failed", Translation.unwrap(thrown));
        }
        return Translation.translate(thrown, installation.extensionId());
    }

    /** A call was stopped that exceeded its budget. */
    void stopped(IslandCall<?> call, Stop order) {
        tally.stopped(order);
        logs.write(installation, Level.ERROR, call.what() + " was stopped: it " + order.words(), call.whereabouts());
    }
}
