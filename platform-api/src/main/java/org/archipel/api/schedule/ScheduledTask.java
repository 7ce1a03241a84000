package org.archipel.api.schedule;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Work of an extension that the platform runs at the interval in its service property {@value #EVERY}, or when it was scheduled
 * by name through {@link Scheduler}. One run at a time over all nodes; a missed run is made up for once.
 */
@ConsumerType
@FunctionalInterface
public interface ScheduledTask {
    /** Service property: the task's name, unique in the extension. */
    String NAME = "archipel.task.name";

    /** Service property: the interval as an ISO-8601 duration, for example {@code PT5M}; absent for tasks run by name only. */
    String EVERY = "archipel.task.every";

    void run();
}
