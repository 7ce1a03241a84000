package org.archipel.messaging.internal.wiring;

import java.util.Optional;
import java.util.Set;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.internal.schedules.DurableSchedules;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.OrganizationRows;

/** Stops what runs for a deleted organization, and removes its schedules, jobs and events. */
final class MessagingCleaner implements OrganizationCleaner {
    private static final int AT_ONCE = 200;

    private final JobQueue jobs;
    private final DurableSchedules schedules;
    private final OrganizationRows rows;

    MessagingCleaner(UnitOfWork work, JobQueue jobs, DurableSchedules schedules) {
        this.jobs = jobs;
        this.schedules = schedules;
        this.rows = new OrganizationRows(work);
    }

    @Override
    public String context() {
        return "messaging";
    }

    @Override
    public boolean clean(String organizationId) {
        schedules.removeAll(organizationId);
        if (stopJobs(organizationId)) {
            return false;
        }
        rows.remove(organizationId, "job_locks", "exclusive_key");
        rows.remove(organizationId, "jobs", "id");
        rows.remove(organizationId, "outbox_retries", "subscription", "seq");
        rows.remove(organizationId, "outbox_subscriptions", "name");
        rows.remove(organizationId, "outbox_events", "id");
        return true;
    }

    /** Whether there were any that had not ended; they end soon. */
    private boolean stopJobs(String organizationId) {
        Caller caller = Caller.system("organization-removal", organizationId);
        boolean some = false;
        for (Job.State state : Job.State.values()) {
            if (!state.finished()) {
                var unfinished = jobs.list(
                                organizationId,
                                new JobFilter(Set.of(state), Optional.empty()),
                                Optional.empty(),
                                AT_ONCE)
                        .items();
                unfinished.forEach(job -> jobs.cancel(caller, job.id()));
                some |= !unfinished.isEmpty();
            }
        }
        return some;
    }
}
