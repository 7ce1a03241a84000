package org.archipel.messaging.internal.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.archipel.base.DaemonThreads;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.Outbox;
import org.archipel.messaging.internal.MessagingConfig;
import org.archipel.messaging.internal.engine.BoundTransaction;
import org.archipel.messaging.internal.engine.EmbeddedScheduler;
import org.archipel.messaging.internal.engine.Executions;
import org.archipel.messaging.internal.stream.LiveEvents;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running engine of one node: its scheduler, its runs and its housekeeping. Thread-safe. */
public final class JobEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);
    private static final Duration MONITOR_ROUND = Duration.ofMillis(300);
    private static final Duration CLEANUP_ROUND = Duration.ofHours(1);
    private static final long STOP_SECONDS = 2;
    private static final Duration HANDLER_DRAIN = Duration.ofSeconds(5);

    private final UnitOfWork work;
    private final MessagingConfig config;
    private final Clock clock;
    private final JobStore jobs = new JobStore();
    private final JobLocks locks = new JobLocks();
    private final RunStore runStore = new RunStore();
    private final Runs runs = new Runs();
    private final Handlers handlers = new Handlers();
    private final Completions completions = new Completions();
    private final Executions executions;
    private final JobSubmitter submitter;
    private final Waiting waiting;
    private final RunMonitor monitor;
    private final Scheduler scheduler;
    private final ScheduledExecutorService housekeeping = DaemonThreads.timer("archipel-job-monitor");

    private volatile boolean closed;

    /** @param furtherTasks makes other tasks of the scheduler, which submit jobs */
    public JobEngine(
            UnitOfWork work,
            Outbox outbox,
            LiveEvents live,
            MessagingConfig config,
            Clock clock,
            Function<Parts, Task<?>> furtherTasks) {
        this.work = work;
        this.config = config;
        this.clock = clock;
        BoundTransaction bound = new BoundTransaction(work);
        executions = new Executions(bound, work.dialect(), config.node());
        submitter = new JobSubmitter(jobs, locks, executions, clock, this::wake);
        waiting =
                new Waiting(work, executions, handlers, new Admission(config.organizationThreads()), clock, this::wake);
        JobNotices notices = new JobNotices(outbox, live, completions);
        monitor = new RunMonitor(work, runStore, runs, notices, config.node(), config.cancelGrace(), clock);
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
        RunEnd end = new RunEnd(work, bound, runStore, locks, waiting, notices, backoff, clock);
        List<Task<?>> tasks = new ArrayList<>();
        tasks.add(new JobTask(work, bound, runStore, end, runs, waiting, notices, config.node(), clock).task());
        tasks.add(furtherTasks.apply(new Parts(work, bound, executions, submitter, clock)));
        scheduler = EmbeddedScheduler.create(
                new EmbeddedScheduler.Settings(
                        config.node(), config.threads(), config.poll(), config.heartbeat(), config.shutdownWait()),
                bound,
                work.dialect(),
                tasks);
    }

    /** Recovers what an earlier incarnation of this node left behind, then begins to run jobs; returns at once. */
    public void start() {
        housekeeping.execute(this::recoverAndRun);
        long round = MONITOR_ROUND.toMillis();
        housekeeping.scheduleWithFixedDelay(monitor::look, round, round, TimeUnit.MILLISECONDS);
        housekeeping.scheduleWithFixedDelay(this::cleanUp, 1, CLEANUP_ROUND.toMinutes(), TimeUnit.MINUTES);
    }

    /** Asks running jobs to go back to the queue, waits for them within the limit, and stops. */
    @Override
    public void close() {
        closed = true;
        runs.stopAll();
        scheduler.stop();
        // Not interrupted: an interruption in the middle of a statement costs the embedded database its connection.
        housekeeping.shutdown();
        try {
            housekeeping.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A handler appeared: what waited for it may run. */
    public void add(String type, JobHandler handler) {
        handlers.add(type, handler);
        housekeeping.execute(() -> waiting.handlerCame(type));
    }

    /** Something is there that jobs may have waited for: so many of them may go on. */
    void arrived(String awaited, int most) {
        if (!closed) {
            housekeeping.execute(() -> waiting.arrived(awaited, most));
        }
    }

    /** A handler goes away: its runs are asked to go back to the queue, and have a moment to do so. */
    public void remove(String type, JobHandler handler) {
        handlers.remove(type, handler);
        runs.stop(handler);
        long deadline = System.nanoTime() + HANDLER_DRAIN.toNanos();
        while (runs.anyOf(handler) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Makes the scheduler look for due executions without waiting for its next round. */
    void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    JobStore jobs() {
        return jobs;
    }

    JobLocks locks() {
        return locks;
    }

    Runs runs() {
        return runs;
    }

    public Executions executions() {
        return executions;
    }

    Completions completions() {
        return completions;
    }

    public JobSubmitter submitter() {
        return submitter;
    }

    private void recoverAndRun() {
        try {
            Instant now = clock.instant();
            int recovered = work.call(transaction -> {
                runStore.runningOn(transaction, config.node()).forEach(id -> recover(transaction, id, now));
                return executions.releaseOf(transaction, config.node(), now);
            });
            if (recovered > 0) {
                LOG.info("{} executions of an earlier run of this node go on", recovered);
            }
        } catch (RuntimeException e) {
            LOG.error("What an earlier run of this node left behind is recovered later, by the missing heartbeat", e);
        }
        if (!closed) {
            scheduler.start();
        }
    }

    private void recover(Transaction transaction, String jobId, Instant now) {
        runStore.recover(transaction, jobId, now);
        // Without an execution it would wait for ever.
        if (!executions.exists(transaction, JobTask.NAME, jobId)) {
            executions.add(transaction, JobTask.NAME, jobId, now);
        }
    }

    private void cleanUp() {
        try {
            Instant limit = clock.instant().minus(config.jobRetention());
            int deleted = work.call(transaction -> jobs.deleteFinishedBefore(transaction, limit));
            LOG.debug("{} ended jobs were forgotten", deleted);
        } catch (RuntimeException e) {
            LOG.warn("Old jobs could not be deleted; the next round tries again", e);
        }
    }

    /** What another task of the scheduler needs to work with. */
    public record Parts(
            UnitOfWork work, BoundTransaction bound, Executions executions, JobSubmitter submitter, Clock clock) {}
}
