package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.archipel.messaging.JobExecution;

/** Tells how far a run is, how fast it goes and when it will be done. */
final class SyncPace {
    private final JobExecution execution;
    private final Clock clock;
    private final Instant start;
    private final long readBefore;

    SyncPace(JobExecution execution, Clock clock, SyncRun begun) {
        this.execution = execution;
        this.clock = clock;
        this.start = clock.instant();
        this.readBefore = begun.counts().read();
    }

    void report(SyncRun run) {
        long done = run.counts().read();
        double seconds =
                Math.max(0.001, Duration.between(start, clock.instant()).toMillis() / 1000.0);
        double rate = (done - readBefore) / seconds;
        String phase = run.entity() + ": " + done + " records, " + Math.round(rate) + "/s";
        Optional<Long> total = run.total();
        if (total.isPresent() && rate > 0 && total.get() > done) {
            Instant end = clock.instant().plusSeconds(Math.round((total.get() - done) / rate));
            phase += ", expected end " + end.truncatedTo(ChronoUnit.SECONDS);
        }
        execution.progress(done, total.filter(most -> most >= done).orElse(null), phase);
    }
}
