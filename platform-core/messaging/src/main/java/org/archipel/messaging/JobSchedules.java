package org.archipel.messaging;

import java.time.Instant;
import java.util.Optional;
import org.archipel.persistence.Transaction;
import org.archipel.security.Caller;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps the schedules of organizations. Thread-safe. */
@ProviderType
public interface JobSchedules {
    /** @throws org.archipel.api.error.ValidationException if the timing cannot be read */
    void put(Transaction transaction, Caller caller, JobSchedule schedule);

    boolean remove(Transaction transaction, String organizationId, String name);

    /** When it runs next. */
    Optional<Instant> nextRun(String organizationId, String name);
}
