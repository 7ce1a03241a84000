package org.archipel.messaging.internal.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobCancelledException.Reason;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.persistence.Transaction;

/** A run in progress on this node: what the handler sees of it, and how others ask it to stop. */
final class RunningJob implements JobExecution {
    private static final int MAX_PHASE = 200;

    private final Job job;
    private final String runId;
    private final JobHandler handler;
    private final RunStore store;
    private final AtomicReference<Job.Progress> unsaved = new AtomicReference<>();

    private volatile Job.Progress progress;
    private volatile Reason stopReason;
    private volatile Instant stopAsked;
    private Thread thread;

    RunningJob(Job job, String runId, JobHandler handler, RunStore store) {
        this.job = job;
        this.runId = runId;
        this.handler = handler;
        this.store = store;
        this.progress = job.progress();
    }

    @Override
    public Job job() {
        return job;
    }

    JobHandler handler() {
        return handler;
    }

    @Override
    public int attempt() {
        return job.attempts();
    }

    @Override
    public void progress(long done, Long total, String phase) {
        String text = phase == null ? "" : phase.substring(0, Math.min(MAX_PHASE, phase.length()));
        progress = new Job.Progress(done, total, text);
        unsaved.set(progress);
    }

    /** Progress that was reported since the last call; null when there is none. */
    Job.Progress takeUnsaved() {
        return unsaved.getAndSet(null);
    }

    RunStore.Run run() {
        return new RunStore.Run(job.id(), runId, progress);
    }

    @Override
    public boolean cancelled() {
        return stopReason != null;
    }

    @Override
    public void checkCancelled() {
        Reason reason = stopReason;
        if (reason != null) {
            throw new JobCancelledException(reason);
        }
    }

    @Override
    public void fence(Transaction transaction) {
        // Reported progress goes with the step: a run that dies before the monitor's next round has got on
        // nevertheless.
        boolean owned =
                unsaved.get() == null ? store.lock(transaction, job.id(), runId) : store.progress(transaction, run());
        if (!owned) {
            askToStop(Reason.SUPERSEDED, Instant.now());
            throw new JobCancelledException(Reason.SUPERSEDED);
        }
    }

    /** Why the run is to stop; null when nobody asked. */
    Reason stopReason() {
        return stopReason;
    }

    /** The first one to ask says why, except that a run which lost its job has nothing else to say. */
    synchronized void askToStop(Reason reason, Instant now) {
        if (stopReason == null || reason == Reason.SUPERSEDED) {
            stopReason = reason;
            stopAsked = now;
        }
    }

    synchronized void enter(Thread runner) {
        thread = runner;
    }

    /** Ends the time in which the thread may be interrupted, and clears an interruption that came late. */
    synchronized void leave() {
        thread = null;
        Thread.interrupted();
    }

    /** Interrupts a run that did not stop within the grace period; again after each further period. */
    synchronized void interruptIfOverdue(Duration grace, Instant now) {
        if (thread != null && stopAsked != null && stopAsked.plus(grace).isBefore(now)) {
            thread.interrupt();
            stopAsked = now;
        }
    }
}
