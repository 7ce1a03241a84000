package org.archipel.integrations.internal.fakes;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.persistence.Transaction;
import org.archipel.security.Caller;

/** Keeps schedules in memory. */
public final class MemorySchedules implements JobSchedules {
    /** A day that no year has. */
    public static final String NEVER = "0 0 31 2 *";

    private final Map<String, JobSchedule> schedules = new ConcurrentHashMap<>();

    @Override
    public void put(Transaction transaction, Caller caller, JobSchedule schedule) {
        schedules.put(schedule.name(), schedule);
    }

    @Override
    public Optional<String> problem(String timing) {
        return timing.contains(NEVER) ? Optional.of("The timing never comes.") : Optional.empty();
    }

    @Override
    public boolean remove(Transaction transaction, String organizationId, String name) {
        return schedules.remove(name) != null;
    }

    @Override
    public Optional<Instant> nextRun(String organizationId, String name) {
        return Optional.ofNullable(schedules.get(name)).map(schedule -> Instant.now());
    }

    public Optional<JobSchedule> find(String name) {
        return Optional.ofNullable(schedules.get(name));
    }

    public Set<String> names() {
        return Set.copyOf(schedules.keySet());
    }
}
