package org.archipel.api.schedule;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** Runs the extension's own {@link ScheduledTask}s at a point in time. Survives restarts. Thread-safe. */
@ProviderType
public interface Scheduler {
    /** Runs the named task at the given time, once; a run already scheduled for that name is moved. */
    void runAt(String taskName, Instant at);

    /** Whether there was such a run. */
    boolean cancel(String taskName);
}
