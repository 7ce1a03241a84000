package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordBatchWriter;
import org.archipel.integrations.internal.records.RecordEvents;
import org.archipel.integrations.internal.records.StaleRecordException;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.messaging.JobCancelledException;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/**
 * Commits one group: its records, links, history, quarantine, event, the run's counters and its next cursor in one transaction.
 * So whatever happens, the run stands exactly behind the records that it wrote.
 */
final class GroupWriter {
    private static final int TRIES = 10;

    private final UnitOfWork work;
    private final RecordEvents events;
    private final RecordBatchWriter records = new RecordBatchWriter();
    private final Quarantine quarantine = new Quarantine();
    private final RunStore runs = new RunStore();
    private final Clock clock;

    GroupWriter(UnitOfWork work, RecordEvents events, Clock clock) {
        this.work = work;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Writes the group.
     *
     * @return the run behind it
     * @throws JobCancelledException if another execution went on with the run
     */
    SyncRun commit(SyncRun run, Group group) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.call(transaction -> write(transaction, run, group));
            } catch (StaleRecordException e) {
                if (attempt == TRIES) {
                    throw new PlatformException(ErrorCode.SYSTEM_ERROR, "records are changed by others all the time", e);
                }
            }
        }
    }

    private SyncRun write(Transaction transaction, SyncRun run, Group group) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var target = new WriteTarget(run.organizationId(), run.integrationId(), run.entity());
        // Before the rows: of two executions only one gets past this row, the other waits here and then fails.
        BatchOutcome planned = run.dryRun() ? records.preview(transaction, target, group.records()) : null;
        BatchOutcome outcome = planned == null ? records.write(transaction, target, group.records(), now) : planned;
        SyncRun next = RunProgress.after(run, group, outcome);
        if (!runs.advance(transaction, run, next)) {
            throw new JobCancelledException();
        }
        if (!run.dryRun()) {
            settleQuarantine(transaction, target, run, group, now);
            events.batch(transaction, target, outcome);
        }
        return next;
    }

    private void settleQuarantine(
            Transaction transaction, WriteTarget target, SyncRun run, Group group, Instant now) {
        if (quarantine.hasOpen(transaction, target)) {
            quarantine.resolve(
                    transaction,
                    target,
                    group.records().stream().map(PreparedRecord::externalId).toList(),
                    now);
        }
        if (!group.rejections().isEmpty()) {
            quarantine.add(transaction, target, run.id(), group.rejections(), now);
        }
    }

    /** Ends the run in a transaction of the caller. */
    void end(Transaction transaction, SyncRun run, SyncRun.State state, Optional<SyncRun.RunError> error) {
        runs.end(transaction, run.id(), state, error, clock.instant());
    }
}
