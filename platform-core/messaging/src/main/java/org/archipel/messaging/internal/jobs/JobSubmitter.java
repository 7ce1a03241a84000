package org.archipel.messaging.internal.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.internal.engine.Executions;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;

/** Writes a new job, its exclusive key and its execution in the caller's transaction, and wakes the scheduler after the commit. */
public final class JobSubmitter {
    private static final int MAX_TYPE = 100;
    private static final int MAX_KEY = 200;

    private final JobStore store;
    private final JobLocks locks;
    private final Executions executions;
    private final Clock clock;
    private final Runnable wake;

    JobSubmitter(JobStore store, JobLocks locks, Executions executions, Clock clock, Runnable wake) {
        this.store = store;
        this.locks = locks;
        this.executions = executions;
        this.clock = clock;
        this.wake = wake;
    }

    /** @throws org.archipel.api.error.ConflictException if another unfinished job holds the exclusive key */
    public Job submit(Transaction transaction, String organizationId, String createdBy, JobRequest request) {
        checkLength("type", request.type(), MAX_TYPE);
        request.exclusiveKey().ifPresent(key -> checkLength("exclusive key", key, MAX_KEY));
        Job job = newJob(organizationId, createdBy, request);
        request.exclusiveKey().ifPresent(key -> locks.take(transaction, organizationId, key, job.id()));
        store.insert(transaction, job, request.exclusiveKey());
        executions.add(transaction, JobTask.NAME, job.id(), job.runAt());
        transaction.afterCommit(wake);
        return job;
    }

    private Job newJob(String organizationId, String createdBy, JobRequest request) {
        // Milliseconds: a finer time could be rounded up by the database, and then the job would not be due at once.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode input = request.input() == null
                ? JsonNodeFactory.instance.objectNode()
                : request.input().deepCopy();
        return new Job(
                Ids.next(),
                organizationId,
                request.type(),
                Job.State.QUEUED,
                input,
                new Job.Progress(0, null, ""),
                0,
                request.maxAttempts(),
                null,
                null,
                false,
                createdBy,
                now,
                request.runAt().map(at -> at.truncatedTo(ChronoUnit.MILLIS)).orElse(now),
                null,
                null,
                1);
    }

    private static void checkLength(String what, String text, int max) {
        if (text.isBlank() || text.length() > max) {
            throw new IllegalArgumentException("the " + what + " of a job must have 1 to " + max + " characters");
        }
    }
}
