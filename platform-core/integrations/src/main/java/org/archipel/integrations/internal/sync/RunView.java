package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.archipel.messaging.Job;

/**
 * A run as the REST API shows it.
 *
 * @param state QUEUED while its job waits for another try
 * @param scan FULL where records that it did not meet count as deleted
 * @param recordsPerSecond since it began
 * @param expectedEndAt while it runs, where the remote side said how many records there are
 */
public record RunView(
        String id,
        String jobId,
        String entity,
        SyncRun.Flow flow,
        String state,
        boolean dryRun,
        Optional<Instant> since,
        Optional<Long> limit,
        SyncRun.Scan scan,
        Instant startedAt,
        Optional<Instant> finishedAt,
        SyncCounts counts,
        Optional<Long> total,
        long recordsPerSecond,
        Optional<Instant> expectedEndAt,
        Optional<SyncRun.RunError> error,
        Optional<JsonNode> samples) {
    static RunView of(SyncRun run, Optional<Job> job, Instant now) {
        boolean running = run.state() == SyncRun.State.RUNNING;
        String state =
                job.map(Job::state).map(RunView::stateOf).orElse(run.state().name());
        Duration took = Duration.between(run.startedAt(), run.finishedAt().orElse(now));
        long rate = took.toMillis() <= 0 ? 0 : run.counts().read() * 1000 / took.toMillis();
        Optional<Instant> end = running && rate > 0
                ? run.total()
                        .filter(total -> total >= run.counts().read())
                        .map(total -> now.plusSeconds((total - run.counts().read()) / rate))
                : Optional.empty();
        return new RunView(
                run.id(),
                run.jobId(),
                run.entity(),
                run.flow(),
                state,
                run.dryRun(),
                run.since(),
                run.limit(),
                run.scan(),
                run.startedAt(),
                run.finishedAt(),
                run.counts(),
                run.total(),
                rate,
                end,
                run.error(),
                run.samples());
    }

    /** A job that ended without its run, cancelled while it waited or lost for good, takes the run with it. */
    private static String stateOf(Job.State state) {
        return state == Job.State.SUCCEEDED ? Job.State.RUNNING.name() : state.name();
    }
}
