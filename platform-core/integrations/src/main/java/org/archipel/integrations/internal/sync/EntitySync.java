package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.messaging.JobExecution;

/** Takes one run from where it stands to its end, group by group. */
final class EntitySync {
    /** So many quarantined records say nothing about a run yet. */
    private static final int TOLERATED = 20;

    private final GroupWriter writer;
    private final ExecutorService readers;
    private final Clock clock;

    EntitySync(GroupWriter writer, ExecutorService readers, Clock clock) {
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
    }

    /** @return the run behind its last record */
    SyncRun run(JobExecution execution, ConnectorSession session, SyncRun begun, SyncPlan plan) {
        SyncRun run = begun;
        Instant start = clock.instant();
        try (ReadAhead ahead = new ReadAhead(readers, new GroupReader(session, run, plan), execution)) {
            while (true) {
                Group group = ahead.next();
                execution.checkCancelled();
                run = writer.commit(execution, run, group);
                report(execution, run, begun.counts().read(), start);
                requireAcceptable(run, plan, group.last());
                if (group.last()) {
                    return run;
                }
            }
        }
    }

    private void report(JobExecution execution, SyncRun run, long readBefore, Instant start) {
        long done = run.counts().read();
        double seconds =
                Math.max(0.001, Duration.between(start, clock.instant()).toMillis() / 1000.0);
        double rate = (done - readBefore) / seconds;
        String phase = run.entity() + ": " + done + " records, " + Math.round(rate) + "/s";
        Optional<Long> total = run.total();
        if (total.isPresent() && rate > 0 && total.get() > done) {
            Instant end = clock.instant().plusSeconds(Math.round((total.get() - done) / rate));
            phase += ", expected end " + end.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        }
        execution.progress(done, total.filter(most -> most >= done).orElse(null), phase);
    }

    private static void requireAcceptable(SyncRun run, SyncPlan plan, boolean last) {
        SyncCounts counts = run.counts();
        long bad = counts.quarantined();
        boolean tooMany = bad > TOLERATED && bad > plan.maxErrorShare() * counts.read();
        boolean nothingGood = last && bad > 0 && bad == counts.read();
        if (tooMany || nothingGood) {
            throw new PlatformException(
                    ErrorCode.DATA_TRANSFORMATION_ERROR,
                    bad + " of " + counts.read() + " records could not be taken; they are in quarantine.");
        }
    }
}
