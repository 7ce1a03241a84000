package org.archipel.messaging.internal.jobs;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.ValidationException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.internal.engine.BoundTransaction;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the scheduler does with the execution of a job: run it if it can run here and now, else put it off. */
final class JobTask {
    static final String NAME = "job";
    /** A job whose node died so often, without any progress between, is taken for the cause. Some die before they can get on. */
    static final int MAX_LOST_RUNS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(JobTask.class);

    private final UnitOfWork work;
    private final BoundTransaction bound;
    private final RunStore store;
    private final RunEnd end;
    private final Runs runs;
    private final Waiting waiting;
    private final JobNotices notices;
    private final String node;
    private final Clock clock;

    JobTask(
            UnitOfWork work,
            BoundTransaction bound,
            RunStore store,
            RunEnd end,
            Runs runs,
            Waiting waiting,
            JobNotices notices,
            String node,
            Clock clock) {
        this.work = work;
        this.bound = bound;
        this.store = store;
        this.end = end;
        this.runs = runs;
        this.waiting = waiting;
        this.notices = notices;
        this.node = node;
        this.clock = clock;
    }

    Task<Void> task() {
        return Tasks.custom(NAME, Void.class)
                .onFailure((completed, execution) ->
                        execution.reschedule(completed, clock.instant().plusSeconds(5)))
                .onDeadExecution(this::recover)
                .execute((instance, context) -> execute(instance.getId()));
    }

    private CompletionHandler<Void> execute(String id) {
        Optional<Job> found = work.call(transaction -> store.find(transaction, id));
        if (found.filter(job -> job.state() == Job.State.RUNNING).isPresent()) {
            return this::begunInVain;
        }
        if (found.filter(job -> job.state() == Job.State.QUEUED).isEmpty()) {
            return (completed, execution) -> execution.stop();
        }
        Job job = found.get();
        if (job.cancelRequested()) {
            return (completed, execution) -> end.endQueued(job, Job.State.CANCELLED, null, execution);
        }
        if (work.call(transaction -> store.lostRuns(transaction, id)) > MAX_LOST_RUNS) {
            return (completed, execution) -> end.endQueued(job, Job.State.FAILED, lost(), execution);
        }
        Optional<JobHandler> handler = waiting.handlers().find(job.type());
        if (handler.isEmpty()) {
            return (completed, execution) -> waiting.forHandler(job, completed, execution);
        }
        if (!waiting.admission().enter(job.organizationId())) {
            return (completed, execution) -> waiting.forRoom(job, completed, execution);
        }
        return run(job, handler.get());
    }

    private CompletionHandler<Void> run(Job job, JobHandler handler) {
        String runId = Ids.next();
        Optional<Job> begun;
        try {
            begun = work.call(transaction -> store.begin(transaction, job.id(), runId, node, clock.instant())
                    ? store.find(transaction, job.id())
                    : Optional.<Job>empty());
        } catch (RuntimeException | Error e) {
            waiting.left(job.organizationId());
            throw e;
        }
        if (begun.isEmpty()) {
            waiting.left(job.organizationId());
            // It was cancelled meanwhile, or an earlier beginning took effect late: what it is now decides.
            return (completed, execution) -> execution.reschedule(completed, clock.instant());
        }
        RunningJob run = new RunningJob(begun.get(), runId, handler, store);
        try {
            runs.add(run);
            Outcome outcome = call(run);
            return (completed, execution) -> finish(run, outcome, completed, execution);
        } catch (RuntimeException | Error e) {
            // No end is written: its execution comes up again, and finds a job that was begun in vain.
            leave(run);
            throw e;
        }
    }

    private Outcome call(RunningJob run) {
        notices.started(run.job());
        JobMeters.began(run.job(), clock.instant());
        long start = System.nanoTime();
        Outcome outcome = HandlerCall.run(run);
        JobMeters.ended(run.job(), outcome, Duration.ofNanos(System.nanoTime() - start));
        return outcome;
    }

    private void finish(
            RunningJob run, Outcome outcome, ExecutionComplete completed, ExecutionOperations<Void> execution) {
        try {
            end.write(run, outcome, completed, execution);
        } catch (ValidationException e) {
            // Left as it is it would be taken for one whose node died, and done again and again.
            Job.Failure failure =
                    new Job.Failure(e.code(), "The result of the job cannot be kept: " + e.getMessage(), false);
            end.write(run, new Outcome.Failed(failure, Optional.empty()), completed, execution);
        } finally {
            leave(run);
        }
    }

    private void leave(RunningJob run) {
        runs.remove(run);
        waiting.left(run.job().organizationId());
    }

    /** The node that ran it did not give a sign of life: the job goes back to the queue at once. */
    private void recover(ExecutionComplete completed, ExecutionOperations<Void> execution) {
        String id = completed.getExecution().taskInstance.getId();
        LOG.warn(
                "The node {} died while it ran job {}: it goes back to the queue",
                completed.getExecution().pickedBy,
                id);
        backToQueue(id, completed, execution);
    }

    /**
     * A run of it began and did not come to an end that could be written, as when the answer to the beginning was lost. Nobody runs it:
     * the execution is picked here. Should another node have taken it since then, it cannot be rescheduled, and the job stays with that.
     */
    private void begunInVain(ExecutionComplete completed, ExecutionOperations<Void> execution) {
        String id = completed.getExecution().taskInstance.getId();
        LOG.warn("A run of job {} began, but nobody has it: it goes back to the queue", id);
        backToQueue(id, completed, execution);
    }

    private void backToQueue(String id, ExecutionComplete completed, ExecutionOperations<Void> execution) {
        Instant now = clock.instant();
        work.run(transaction -> bound.within(transaction, () -> {
            store.recover(transaction, id, now);
            execution.reschedule(completed, now);
        }));
    }

    private static Job.Failure lost() {
        return new Job.Failure(
                ErrorCode.SYSTEM_ERROR, "The node died " + MAX_LOST_RUNS + " times while it ran this job.", false);
    }
}
