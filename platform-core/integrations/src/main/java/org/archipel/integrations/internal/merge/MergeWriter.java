package org.archipel.integrations.internal.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.persistence.Transaction;

/**
 * Takes many records of a remote system into the hub of a bidirectional sync. One query finds what both sides last agreed on; a
 * record that the remote side did not change since costs nothing more, so that what the hub wrote there does not come back.
 */
public final class MergeWriter {
    private final MergePlanner planner = new MergePlanner();
    private final BaseStore bases = new BaseStore();
    private final RecordRows rows = new RecordRows();
    private final ConflictStore conflicts = new ConflictStore();
    private final AmbiguousMatches ambiguous = new AmbiguousMatches();
    private final MatchIndex index = new MatchIndex();

    /**
     * Writes the batch. The last of several records with one external id counts.
     *
     * @param skew how far the remote clock is ahead
     * @throws org.archipel.integrations.internal.records.StaleRecordException if another transaction changed one of the records
     */
    public BatchOutcome write(
            Transaction transaction,
            WriteTarget target,
            List<PreparedRecord> records,
            MergePolicy policy,
            Duration skew,
            Instant now) {
        MergePlan plan = planner.plan(transaction, target, records, policy, skew);
        String organization = target.organizationId();
        rows.insert(transaction, organization, target.entity(), target.origin(), now, plan.inserts);
        if (!plan.replacements.isEmpty()) {
            rows.replace(transaction, organization, target.entity(), target.origin(), now, plan.replacements);
        }
        bases.insert(transaction, target, plan.newBases);
        bases.update(transaction, target, plan.bases);
        bases.delete(transaction, target, plan.forgotten);
        index.insert(transaction, target, policy.keys(), plan.indexed);
        plan.ambiguous.forEach(conflict -> ambiguous.put(transaction, target, conflict, now));
        ambiguous.settle(transaction, target, plan.matched, now);
        plan.parked.forEach(conflict -> conflicts.put(transaction, target, conflict, now));
        conflicts.settle(transaction, target, plan.settled, now);
        return plan.outcome(records.size(), false);
    }

    /** What {@link #write} would do, told by external ids; writes nothing. */
    public BatchOutcome preview(
            Transaction transaction,
            WriteTarget target,
            List<PreparedRecord> records,
            MergePolicy policy,
            Duration skew) {
        return planner.plan(transaction, target, records, policy, skew).outcome(records.size(), true);
    }
}
