package org.archipel.messaging.internal.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.archipel.messaging.JobCancelledException.Reason;
import org.archipel.messaging.JobHandler;

/** The runs in progress on this node. Thread-safe. */
final class Runs {
    private final ConcurrentMap<String, RunningJob> byJob = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    void add(RunningJob run) {
        byJob.put(run.job().id(), run);
        if (stopping) {
            run.askToStop(Reason.SHUTDOWN, Instant.now());
        }
    }

    void remove(RunningJob run) {
        byJob.remove(run.job().id(), run);
    }

    Optional<RunningJob> find(String jobId) {
        return Optional.ofNullable(byJob.get(jobId));
    }

    Collection<RunningJob> all() {
        return byJob.values();
    }

    /** Asks all runs, and those that are about to begin, to go back to the queue. */
    void stopAll() {
        stopping = true;
        byJob.values().forEach(run -> run.askToStop(Reason.SHUTDOWN, Instant.now()));
    }

    /** Asks the runs of a handler that goes away to go back to the queue. */
    void stop(JobHandler handler) {
        byJob.values().stream()
                .filter(run -> run.handler() == handler)
                .forEach(run -> run.askToStop(Reason.SHUTDOWN, Instant.now()));
    }

    boolean anyOf(JobHandler handler) {
        return byJob.values().stream().anyMatch(run -> run.handler() == handler);
    }

    void interruptOverdue(Duration grace, Instant now) {
        byJob.values().forEach(run -> run.interruptIfOverdue(grace, now));
    }
}
