package org.archipel.integrations.internal.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.Page;
import org.archipel.security.Caller;

/** A job queue that keeps its jobs in memory and runs them when the test says so. */
public final class MemoryJobs implements JobQueue {
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final UnitOfWork work;

    /** @param work shows who asks within a transaction, which the real queue refuses */
    public MemoryJobs(UnitOfWork work) {
        this.work = work;
    }

    @Override
    public synchronized Job submit(Transaction transaction, Caller caller, JobRequest request) {
        Instant now = Instant.now();
        Job job = new Job(
                Ids.next(),
                caller.organizationId(),
                request.type(),
                Job.State.QUEUED,
                request.input(),
                new Job.Progress(0, null, ""),
                0,
                request.maxAttempts(),
                null,
                null,
                false,
                caller.actor(),
                now,
                now,
                null,
                null,
                1);
        transaction.afterCommit(() -> put(job));
        return job;
    }

    private synchronized void put(Job job) {
        jobs.put(job.id(), job);
    }

    @Override
    public synchronized Optional<Job> find(String organizationId, String jobId) {
        work.run(transaction -> {});
        return Optional.ofNullable(jobs.get(jobId))
                .filter(job -> job.organizationId().equals(organizationId));
    }

    @Override
    public synchronized Page<Job> list(String organizationId, JobFilter filter, Optional<String> cursor, int limit) {
        return new Page<>(jobs.values().stream().toList(), null);
    }

    @Override
    public Job await(String organizationId, String jobId, Duration atMost) {
        return find(organizationId, jobId).orElseThrow(() -> new NotFoundException("no job"));
    }

    @Override
    public Job cancel(Caller caller, String jobId) {
        return move(jobId, Job.State.CANCELLED, null, null);
    }

    @Override
    public synchronized boolean withdraw(Transaction transaction, Caller caller, String jobId) {
        boolean waits = Optional.ofNullable(jobs.get(jobId))
                .filter(job -> job.organizationId().equals(caller.organizationId()) && job.state() == Job.State.QUEUED)
                .isPresent();
        if (waits) {
            transaction.afterCommit(() -> cancel(caller, jobId));
        }
        return waits;
    }

    @Override
    public Job replay(Caller caller, String jobId) {
        return move(jobId, Job.State.QUEUED, null, null);
    }

    @Override
    public void arrived(String awaited) {
        // The tests run waiting jobs themselves.
    }

    @Override
    public void arrived(String awaited, int most) {
        // The tests run waiting jobs themselves.
    }

    /** Runs one attempt of a job; the state tells how it ended, and a retryable failure leaves it in the queue. */
    public Job run(String jobId, JobHandler handler) {
        Job job = move(jobId, Job.State.RUNNING, null, null);
        try {
            return move(jobId, Job.State.SUCCEEDED, handler.run(new Execution(job)), null);
        } catch (JobCancelledException e) {
            return move(jobId, Job.State.CANCELLED, null, null);
        } catch (PlatformException e) {
            var failure = new Job.Failure(e.code(), e.getMessage(), e.retryable());
            return move(jobId, e.retryable() ? Job.State.QUEUED : Job.State.FAILED, null, failure);
        }
    }

    private synchronized Job move(String id, Job.State state, JsonNode result, Job.Failure error) {
        Job job = jobs.get(id);
        Job moved = new Job(
                job.id(),
                job.organizationId(),
                job.type(),
                state,
                job.input(),
                job.progress(),
                job.attempts() + (state == Job.State.RUNNING ? 1 : 0),
                job.maxAttempts(),
                result,
                error,
                state == Job.State.CANCELLED,
                job.createdBy(),
                job.createdAt(),
                job.runAt(),
                job.startedAt(),
                job.finishedAt(),
                job.version() + 1);
        jobs.put(id, moved);
        return moved;
    }

    /** An execution that nobody stops, unless the job is cancelled. */
    private final class Execution implements JobExecution {
        private final Job job;

        Execution(Job job) {
            this.job = job;
        }

        @Override
        public Job job() {
            return job;
        }

        @Override
        public int attempt() {
            return job.attempts();
        }

        @Override
        public void progress(long done, Long total, String phase) {}

        @Override
        public boolean cancelled() {
            return find(job.organizationId(), job.id()).orElseThrow().cancelRequested();
        }

        @Override
        public void checkCancelled() {
            if (cancelled()) {
                throw new JobCancelledException(JobCancelledException.Reason.CANCELLED);
            }
        }

        @Override
        public void fence(Transaction transaction) {}
    }
}
