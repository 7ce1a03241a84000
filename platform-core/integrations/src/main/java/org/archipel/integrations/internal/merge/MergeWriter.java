package org.archipel.integrations.internal.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.archipel.integrations.internal.merge.Decision.Effect;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.RecordRows.Row;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;

/**
 * Takes many records of a remote system into the hub of a bidirectional sync. One query finds what both sides last agreed on; a
 * record that the remote side did not change since costs nothing more, so that what the hub wrote there does not come back.
 */
public final class MergeWriter {
    private final BaseStore bases = new BaseStore();
    private final RecordRows rows = new RecordRows();
    private final ConflictStore conflicts = new ConflictStore();

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
        Plan plan = plan(transaction, target, records, policy, skew);
        String organization = target.organizationId();
        rows.insert(transaction, organization, target.entity(), target.origin(), now, plan.inserts);
        if (!plan.replacements.isEmpty()) {
            rows.replace(transaction, organization, target.entity(), target.origin(), now, plan.replacements);
        }
        bases.insert(transaction, target, plan.newBases);
        bases.update(transaction, target, plan.bases);
        bases.delete(transaction, target, plan.forgotten);
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
        return plan(transaction, target, records, policy, skew).outcome(records.size(), true);
    }

    private Plan plan(
            Transaction transaction,
            WriteTarget target,
            List<PreparedRecord> records,
            MergePolicy policy,
            Duration skew) {
        Plan plan = new Plan();
        Map<String, PreparedRecord> latest = new LinkedHashMap<>(records.size() * 2);
        records.forEach(record -> latest.put(record.externalId(), record));
        Map<String, Base> known = bases.byExternalIds(transaction, target, List.copyOf(latest.keySet()));
        List<PreparedRecord> changed = new ArrayList<>();
        for (PreparedRecord record : latest.values()) {
            Base base = known.get(record.externalId());
            if (base == null && !record.deleted()) {
                plan.create(record);
            } else if (base != null && (!base.hash().equals(record.hash()) || base.state() == Base.State.PARKED)) {
                changed.add(record);
            }
        }
        if (changed.isEmpty()) {
            return plan;
        }
        List<String> ids = changed.stream()
                .map(record -> known.get(record.externalId()).recordId())
                .toList();
        Map<String, StoredRecord> hub = rows.records(transaction, target.organizationId(), target.entity(), ids);
        RecordMerge merge = new RecordMerge(policy);
        for (PreparedRecord record : changed) {
            Base base = known.get(record.externalId());
            StoredRecord present = Objects.requireNonNull(hub.get(base.recordId()), "a linked record keeps its row");
            Arbiter arbiter = policy.arbiter(record.modifiedAt(), skew, present.updatedAt());
            plan.take(record, base, merge.decide(record, base, present, arbiter));
        }
        return plan;
    }

    /** The statements to run, collected before the first one. */
    private static final class Plan {
        private final List<Row> inserts = new ArrayList<>();
        private final List<Row> replacements = new ArrayList<>();
        private final List<Base> newBases = new ArrayList<>();
        private final List<Base> bases = new ArrayList<>();
        private final List<String> forgotten = new ArrayList<>();
        private final List<ConflictStore.Parked> parked = new ArrayList<>();
        private final List<String> settled = new ArrayList<>();
        private final Map<String, String> updated = new LinkedHashMap<>();
        private final Map<String, String> deleted = new LinkedHashMap<>();
        private int conflicts;

        void create(PreparedRecord record) {
            String id = Ids.next();
            inserts.add(new Row(id, record.json(), record.hash(), false, 0));
            newBases.add(Base.linked(id, record.externalId(), record.json(), record.hash(), 1));
        }

        void take(PreparedRecord record, Base base, Decision decision) {
            decision.row().ifPresent(replacements::add);
            decision.base().ifPresent(bases::add);
            if (decision.forget()) {
                forgotten.add(base.recordId());
            }
            if (!decision.conflicts().isEmpty()) {
                conflicts++;
            }
            if (decision.parked()) {
                parked.add(new ConflictStore.Parked(
                        base.recordId(),
                        record.externalId(),
                        decision.conflicts(),
                        base.json(),
                        record.deleted() ? Optional.empty() : Optional.of(record.json()),
                        record.modifiedAt()));
            } else if (base.state() == Base.State.PARKED) {
                settled.add(base.recordId());
            }
            if (decision.effect() == Effect.UPDATED) {
                updated.put(base.recordId(), record.externalId());
            } else if (decision.effect() == Effect.DELETED) {
                deleted.put(base.recordId(), record.externalId());
            }
        }

        BatchOutcome outcome(int size, boolean byExternalId) {
            List<String> created = byExternalId
                    ? newBases.stream()
                            .flatMap(base -> base.externalId().stream())
                            .toList()
                    : inserts.stream().map(Row::id).toList();
            int unchanged = size - created.size() - updated.size() - deleted.size();
            return new BatchOutcome(
                    created,
                    List.copyOf(byExternalId ? updated.values() : updated.keySet()),
                    List.copyOf(byExternalId ? deleted.values() : deleted.keySet()),
                    unchanged,
                    conflicts);
        }
    }
}
