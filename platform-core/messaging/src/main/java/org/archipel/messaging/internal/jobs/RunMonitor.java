package org.archipel.messaging.internal.jobs;

import java.time.Clock;
import java.time.Duration;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException.Reason;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the runs of this node a few times a second: saves their progress, passes on cancellations that came in at another
 * node, and interrupts runs that do not stop. It works on a thread of its own because a handler may report progress from inside of a
 * transaction.
 */
final class RunMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(RunMonitor.class);

    private final UnitOfWork work;
    private final RunStore store;
    private final Runs runs;
    private final JobNotices notices;
    private final String node;
    private final Duration grace;
    private final Clock clock;

    RunMonitor(
            UnitOfWork work, RunStore store, Runs runs, JobNotices notices, String node, Duration grace, Clock clock) {
        this.work = work;
        this.store = store;
        this.runs = runs;
        this.notices = notices;
        this.node = node;
        this.grace = grace;
        this.clock = clock;
    }

    /** One round; costs nothing while nothing runs. */
    void look() {
        if (runs.all().isEmpty()) {
            return;
        }
        try {
            runs.interruptOverdue(grace, clock.instant());
            runs.all().forEach(this::save);
            work.call(transaction -> store.toCancel(transaction, node)).forEach(this::cancel);
        } catch (RuntimeException e) {
            LOG.warn("Progress of running jobs could not be saved; the next round tries again", e);
        }
    }

    // One transaction each: a row that a handler's fence holds must not make this thread hold others meanwhile.
    private void save(RunningJob run) {
        Job.Progress progress = run.takeUnsaved();
        if (progress == null) {
            return;
        }
        boolean owned = work.call(transaction -> store.progress(transaction, run.run()));
        if (owned) {
            notices.progressed(run.job(), progress);
        } else if (runs.find(run.job().id()).filter(present -> present == run).isPresent()) {
            run.askToStop(Reason.SUPERSEDED, clock.instant());
        }
    }

    private void cancel(String jobId) {
        runs.find(jobId).ifPresent(run -> run.askToStop(Reason.CANCELLED, clock.instant()));
    }
}
