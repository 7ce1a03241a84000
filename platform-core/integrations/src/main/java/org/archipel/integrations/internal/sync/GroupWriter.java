package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.merge.MergeWriter;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordBatchWriter;
import org.archipel.integrations.internal.records.RecordEvents;
import org.archipel.integrations.internal.records.StaleRecordException;
import org.archipel.integrations.internal.records.Tombstones;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Timestamps;
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
    private final MergeWriter merges = new MergeWriter();
    private final Tombstones tombstones = new Tombstones();
    private final Quarantine quarantine = new Quarantine();
    private final RunStore runs = new RunStore();
    private final SeenIds seen = new SeenIds();
    private final Clock clock;

    GroupWriter(UnitOfWork work, RecordEvents events, Clock clock) {
        this.work = work;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Writes the group.
     *
     * @param skew how far the remote clock is ahead
     * @return the run behind it
     * @throws JobCancelledException if another execution took the job over
     */
    SyncRun commit(JobExecution execution, SyncRun run, Group group, SyncPlan plan, Duration skew) {
        for (int attempt = 1; ; attempt++) {
            try {
                SyncRun next = work.call(transaction -> write(transaction, execution, run, group, plan, skew));
                SyncMeters.committed(run, next);
                return next;
            } catch (StaleRecordException e) {
                if (attempt == TRIES) {
                    throw new PlatformException(
                            ErrorCode.SYSTEM_ERROR, "records are changed by others all the time", e);
                }
            }
        }
    }

    private SyncRun write(
            Transaction transaction, JobExecution execution, SyncRun run, Group group, SyncPlan plan, Duration skew) {
        execution.fence(transaction);
        Instant now = Timestamps.stored(clock.instant());
        WriteTarget target = run.target();
        BatchOutcome outcome = outcome(transaction, run, target, group.records(), plan, skew, now);
        SyncRun next = RunProgress.after(run, group, outcome);
        if (!runs.advance(transaction, run, next)) {
            throw new JobCancelledException(JobCancelledException.Reason.SUPERSEDED);
        }
        if (next.scan() == SyncRun.Scan.FULL) {
            seen.add(transaction, run, next.checkpoints(), group.seen());
        }
        if (!run.dryRun()) {
            markAbsent(transaction, target, group, plan);
            settleQuarantine(transaction, target, run, group, now);
            events.batch(transaction, target, outcome);
        }
        return next;
    }

    private BatchOutcome outcome(
            Transaction transaction,
            SyncRun run,
            WriteTarget target,
            List<PreparedRecord> prepared,
            SyncPlan plan,
            Duration skew,
            Instant now) {
        if (plan.direction() == Direction.BIDIRECTIONAL) {
            return run.dryRun()
                    ? merges.preview(transaction, target, prepared, plan.merge(), skew)
                    : merges.write(transaction, target, prepared, plan.merge(), skew, now);
        }
        List<PreparedRecord> wanted = tombstones.apply(
                transaction,
                target,
                prepared,
                plan.merge().deletions(),
                plan.merge().archiveField());
        BatchOutcome outcome = run.dryRun()
                ? records.preview(transaction, target, wanted)
                : records.write(transaction, target, wanted, now);
        return outcome.withUnchanged(prepared.size() - wanted.size());
    }

    /** What is kept although it is gone is known to be gone from now on. */
    private void markAbsent(Transaction transaction, WriteTarget target, Group group, SyncPlan plan) {
        boolean kept = plan.merge().deletions() != Deletions.DELETE;
        if (group.missing() > 0 && kept && plan.direction() == Direction.INBOUND) {
            tombstones.markAbsent(
                    transaction,
                    target,
                    group.records().stream().map(PreparedRecord::externalId).toList());
        }
    }

    private void settleQuarantine(Transaction transaction, WriteTarget target, SyncRun run, Group group, Instant now) {
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
}
