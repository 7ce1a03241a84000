package org.archipel.integrations.internal.sync;

import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;

/** Whether jobs have ended. */
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
}
