package org.archipel.integrations.internal.sync;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;

/** Whether jobs have ended. It looks at the queue in a transaction of its own, so it is asked outside of any other. */
final class JobStates {
    private final JobQueue jobs;

    JobStates(JobQueue jobs) {
        this.jobs = jobs;
    }

    /** Whether the job ended or is gone. */
    boolean finished(String organizationId, String jobId) {
        return jobs.find(organizationId, jobId)
                .map(Job::state)
                .map(Job.State::finished)
                .orElse(true);
    }

    /** Those of the jobs that ended or are gone. */
    Set<String> finished(String organizationId, Collection<String> jobIds) {
        return jobIds.stream().filter(id -> finished(organizationId, id)).collect(Collectors.toSet());
    }
}
