package org.archipel.messaging.internal.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException.Reason;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.Outbox;
import org.archipel.messaging.internal.stream.LiveEvents;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.Page;
import org.archipel.security.Caller;

/** The queue over the {@link JobEngine} of this node. */
public final class DurableJobQueue implements JobQueue {
    /** Each waiting call holds a thread: past so many, callers get the present state at once. */
    private static final int MAX_WAITING = 64;
    /** How often to look at the table for a job that another node runs. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final UnitOfWork work;
    private final JobEngine engine;
    private final JobNotices notices;
    private final Clock clock;
    private final Semaphore waiters = new Semaphore(MAX_WAITING);

    public DurableJobQueue(UnitOfWork work, JobEngine engine, Outbox outbox, LiveEvents live, Clock clock) {
        this.work = work;
        this.engine = engine;
        this.notices = new JobNotices(outbox, live, engine.completions());
        this.clock = clock;
    }

    @Override
    public Job submit(Transaction transaction, Caller caller, JobRequest request) {
        return engine.submitter().submit(transaction, caller.organizationId(), caller.actor(), request);
    }

    @Override
    public Optional<Job> find(String organizationId, String jobId) {
        return work.call(transaction -> engine.jobs().find(transaction, organizationId, jobId));
    }

    @Override
    public Page<Job> list(String organizationId, JobFilter filter, Optional<String> cursor, int limit) {
        return work.call(transaction -> engine.jobs().list(transaction, organizationId, filter, cursor, limit));
    }

    @Override
    public Job await(String organizationId, String jobId, Duration atMost) {
        Job job = require(organizationId, jobId);
        if (job.state().finished() || atMost.isZero() || !waiters.tryAcquire()) {
            return job;
        }
        CountDownLatch ended = engine.completions().watch(jobId);
        try {
            return awaitEnd(organizationId, jobId, atMost, ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return require(organizationId, jobId);
        } finally {
            engine.completions().forget(jobId, ended);
            waiters.release();
        }
    }

    private Job awaitEnd(String organizationId, String jobId, Duration atMost, CountDownLatch ended)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Job job = require(organizationId, jobId);
        long left = deadline - System.nanoTime();
        while (!job.state().finished() && left > 0) {
            // An ended latch that shows no ended job yet cannot be waited on again: look at the table in its rhythm
            // then.
            ended.await(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
            job = require(organizationId, jobId);
            left = deadline - System.nanoTime();
        }
        return job;
    }

    @Override
    public Job cancel(Caller caller, String jobId) {
        String organizationId = caller.organizationId();
        Instant now = clock.instant();
        boolean running = work.call(transaction -> cancel(transaction, organizationId, jobId, now));
        if (running) {
            engine.runs().find(jobId).ifPresent(run -> run.askToStop(Reason.CANCELLED, now));
        }
        return require(organizationId, jobId);
    }

    /** Whether the job runs, on whatever node. */
    private boolean cancel(Transaction transaction, String organizationId, String jobId, Instant now) {
        Job job = engine.jobs().find(transaction, organizationId, jobId).orElseThrow(() -> unknown(jobId));
        return !endQueued(transaction, job, now) && engine.jobs().requestCancel(transaction, organizationId, jobId);
    }

    @Override
    public boolean withdraw(Transaction transaction, Caller caller, String jobId) {
        return engine.jobs()
                .find(transaction, caller.organizationId(), jobId)
                .filter(job -> endQueued(transaction, job, clock.instant()))
                .isPresent();
    }

    private boolean endQueued(Transaction transaction, Job job, Instant now) {
        if (!engine.jobs().cancelQueued(transaction, job.organizationId(), job.id(), now)) {
            return false;
        }
        engine.locks().release(transaction, job.organizationId(), job.id());
        engine.executions().remove(transaction, JobTask.NAME, job.id());
        notices.ended(transaction, job, Job.State.CANCELLED, null);
        return true;
    }

    @Override
    public void arrived(String awaited) {
        engine.arrived(awaited, Integer.MAX_VALUE);
    }

    @Override
    public void arrived(String awaited, int most) {
        engine.arrived(awaited, most);
    }

    @Override
    public Job replay(Caller caller, String jobId) {
        String organizationId = caller.organizationId();
        work.run(transaction -> replay(transaction, organizationId, jobId));
        return require(organizationId, jobId);
    }

    private void replay(Transaction transaction, String organizationId, String jobId) {
        engine.jobs().find(transaction, organizationId, jobId).orElseThrow(() -> unknown(jobId));
        Instant now = clock.instant();
        if (!engine.jobs().requeueFailed(transaction, organizationId, jobId, now)) {
            throw new ConflictException("Only a failed job can be replayed.");
        }
        engine.jobs()
                .exclusiveKey(transaction, organizationId, jobId)
                .ifPresent(key -> engine.locks().take(transaction, organizationId, key, jobId));
        engine.executions().add(transaction, JobTask.NAME, jobId, now);
        transaction.afterCommit(engine::wake);
    }

    private Job require(String organizationId, String jobId) {
        return find(organizationId, jobId).orElseThrow(() -> unknown(jobId));
    }

    private static NotFoundException unknown(String jobId) {
        return new NotFoundException("There is no job " + jobId + ".");
    }
}
