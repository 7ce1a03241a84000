package org.archipel.messaging.internal.schedules;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.archipel.api.error.ValidationException;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.messaging.internal.engine.Executions;
import org.archipel.messaging.internal.schedules.ScheduleStore.Stored;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;

/** Schedules in the database, each with an execution of the scheduler. */
public final class DurableSchedules implements JobSchedules {
    private static final int MAX_NAME = 200;

    private final UnitOfWork work;
    private final Executions executions;
    private final Clock clock;
    private final ScheduleStore store = new ScheduleStore();

    public DurableSchedules(UnitOfWork work, Executions executions, Clock clock) {
        this.work = work;
        this.executions = executions;
        this.clock = clock;
    }

    @Override
    public void put(Transaction transaction, Caller caller, JobSchedule schedule) {
        Timing timing = check(schedule);
        Optional<Stored> present = store.find(transaction, caller.organizationId(), schedule.name());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (present.isEmpty()) {
            Stored added = new Stored(Ids.next(), caller.organizationId(), schedule, caller.actor(), timing.first(now));
            store.insert(transaction, added);
            executions.add(transaction, ScheduleTask.NAME, added.id(), due(added));
            return;
        }
        Stored old = present.get();
        boolean sameTiming = old.schedule().timing().equals(schedule.timing());
        Stored changed = new Stored(
                old.id(),
                old.organizationId(),
                schedule,
                caller.actor(),
                sameTiming ? old.nextRunAt() : timing.first(now));
        store.update(transaction, changed);
        if (!sameTiming) {
            // One that is firing right now is not moved here: it reads the new time when it ends.
            executions.move(transaction, ScheduleTask.NAME, changed.id(), due(changed));
        }
    }

    @Override
    public Optional<String> problem(String timing) {
        try {
            Timing.parse(timing);
            return Optional.empty();
        } catch (ValidationException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public boolean remove(Transaction transaction, String organizationId, String name) {
        Optional<Stored> present = store.find(transaction, organizationId, name);
        present.ifPresent(stored -> {
            store.delete(transaction, stored.id());
            executions.remove(transaction, ScheduleTask.NAME, stored.id());
        });
        return present.isPresent();
    }

    /** Removes all schedules of an organization that was deleted. */
    public void removeAll(String organizationId) {
        work.run(transaction -> store.ids(transaction, organizationId).forEach(id -> {
            store.delete(transaction, id);
            executions.remove(transaction, ScheduleTask.NAME, id);
        }));
    }

    @Override
    public Optional<Instant> nextRun(String organizationId, String name) {
        return work.call(transaction -> store.find(transaction, organizationId, name))
                .map(Stored::nextRunAt);
    }

    private static Instant due(Stored stored) {
        return ScheduleTask.withJitter(stored.nextRunAt(), stored.schedule().jitterSeconds());
    }

    private static Timing check(JobSchedule schedule) {
        if (schedule.name().isBlank() || schedule.name().length() > MAX_NAME) {
            throw new ValidationException("/name", "The name must have 1 to " + MAX_NAME + " characters.");
        }
        if (schedule.jitterSeconds() < 0) {
            throw new ValidationException("/jitterSeconds", "The jitter must not be negative.");
        }
        return Timing.parse(schedule.timing());
    }
}
