package org.archipel.messaging;

import java.time.Instant;
import java.util.Optional;
import org.archipel.persistence.Transaction;
import org.archipel.security.Caller;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps the schedules of organizations. Thread-safe. */
@ProviderType
public interface JobSchedules {
    /**
     * Makes or replaces the schedule of that name. Its next run is reckoned from now, unless the timing stays the same.
     *
     * @throws org.archipel.api.error.ValidationException if the timing cannot be read; the pointer is {@code /timing}
     */
    void put(Transaction transaction, Caller caller, JobSchedule schedule);

    /** What is wrong with a timing; empty if it can be scheduled. */
    default Optional<String> problem(String timing) {
        return Optional.empty();
    }

    /** Whether there was such a schedule. */
    boolean remove(Transaction transaction, String organizationId, String name);

    /** When it is due next, before jitter; empty when there is no such schedule. */
    Optional<Instant> nextRun(String organizationId, String name);
}
