package org.archipel.messaging.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import java.time.Clock;
import java.time.Instant;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException.Reason;
import org.archipel.messaging.JobWaitsException;
import org.archipel.messaging.internal.engine.BoundTransaction;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes how a run ended: the job, its exclusive key, its execution and its event, all in one transaction. */
final class RunEnd {
    private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);

    private final UnitOfWork work;
    private final BoundTransaction bound;
    private final RunStore runs;
    private final JobLocks locks;
    private final Waiting waiting;
    private final JobNotices notices;
    private final Backoff backoff;
    private final Clock clock;

    RunEnd(
            UnitOfWork work,
            BoundTransaction bound,
            RunStore runs,
            JobLocks locks,
            Waiting waiting,
            JobNotices notices,
            Backoff backoff,
            Clock clock) {
        this.work = work;
        this.bound = bound;
        this.runs = runs;
        this.locks = locks;
        this.waiting = waiting;
        this.notices = notices;
        this.backoff = backoff;
        this.clock = clock;
    }

    void write(RunningJob run, Outcome outcome, ExecutionComplete completed, ExecutionOperations<Void> execution) {
        work.run(transaction -> bound.within(transaction, () -> {
            Step step = new Step(transaction, run, completed, execution);
            if (outcome instanceof Outcome.Succeeded succeeded) {
                step.end(Job.State.SUCCEEDED, succeeded.result(), null);
            } else if (outcome instanceof Outcome.Failed failed) {
                step.failed(failed);
            } else if (outcome instanceof Outcome.Waits waits) {
                step.waits(waits.why());
            } else if (outcome instanceof Outcome.Stopped stopped) {
                step.stopped(stopped.reason());
            }
        }));
    }

    /** Ends a job that must not run anymore, before a run of it began. */
    void endQueued(Job job, Job.State state, Job.Failure failure, ExecutionOperations<Void> execution) {
        work.run(transaction -> bound.within(transaction, () -> {
            if (runs.endQueued(transaction, job.id(), state, failure, clock.instant())) {
                locks.release(transaction, job.organizationId(), job.id());
                notices.ended(transaction, job, state, failure);
            }
            execution.stop();
        }));
    }

    /** The changes of one transaction. */
    private final class Step {
        private final Transaction transaction;
        private final RunningJob run;
        private final ExecutionComplete completed;
        private final ExecutionOperations<Void> execution;

        Step(
                Transaction transaction,
                RunningJob run,
                ExecutionComplete completed,
                ExecutionOperations<Void> execution) {
            this.transaction = transaction;
            this.run = run;
            this.completed = completed;
            this.execution = execution;
        }

        void end(Job.State state, JsonNode result, Job.Failure failure) {
            Job job = run.job();
            if (!runs.end(transaction, run.run(), state, result, failure, clock.instant())) {
                superseded();
                return;
            }
            locks.release(transaction, job.organizationId(), job.id());
            notices.ended(transaction, job, state, failure);
            execution.stop();
        }

        void failed(Outcome.Failed failed) {
            Job job = run.job();
            if (runs.cancelRequested(transaction, job.id())) {
                end(Job.State.CANCELLED, null, null);
            } else if (failed.failure().retryable() && job.attempts() < job.maxAttempts()) {
                Instant at = clock.instant().plus(backoff.after(job.attempts(), failed.retryAfter()));
                if (runs.retry(transaction, run.run(), failed.failure(), at)) {
                    execution.reschedule(completed, at);
                } else {
                    superseded();
                }
            } else {
                end(Job.State.FAILED, null, failed.failure());
            }
        }

        void waits(JobWaitsException why) {
            Job job = run.job();
            Instant at = clock.instant().plus(waiting.hold(why));
            Job.Failure reason = new Job.Failure(why.code(), why.getMessage(), true);
            if (runs.cancelRequested(transaction, job.id())) {
                end(Job.State.CANCELLED, null, null);
            } else if (runs.handBack(transaction, run.run(), reason, at)) {
                execution.reschedule(completed, at);
                transaction.afterCommit(() -> waiting.until(job, why));
            } else {
                superseded();
            }
        }

        void stopped(Reason reason) {
            String id = run.job().id();
            if (reason == Reason.SUPERSEDED) {
                superseded();
            } else if (reason == Reason.CANCELLED || runs.cancelRequested(transaction, id)) {
                end(Job.State.CANCELLED, null, null);
            } else if (runs.handBack(transaction, run.run(), clock.instant())) {
                execution.reschedule(completed, clock.instant());
            } else {
                superseded();
            }
        }

        /** The job belongs to another run now, and so does its execution. */
        private void superseded() {
            LOG.warn(
                    "A run of job {} ended after another one took the job over; its end is ignored",
                    run.job().id());
        }
    }
}
