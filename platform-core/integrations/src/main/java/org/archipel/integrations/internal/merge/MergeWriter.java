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
        Plan plan = plan(transaction, target, records, policy, skew);
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
        List<PreparedRecord> fresh = new ArrayList<>();
        for (PreparedRecord record : latest.values()) {
            Base base = known.get(record.externalId());
            if (base == null) {
                fresh.add(record);
            } else if (!base.hash().equals(record.hash()) || base.state() == Base.State.PARKED) {
                changed.add(record);
            } else if (record.remoteVersion().isPresent()
                    && !record.remoteVersion().equals(base.remoteVersion())) {
                plan.renamed(base, record);
            }
        }
        planFresh(transaction, target, fresh, policy, skew, plan);
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

    /** Those that were not seen before are made, or found to be the same as what the hub has. */
    private static void planFresh(
            Transaction transaction,
            WriteTarget target,
            List<PreparedRecord> fresh,
            MergePolicy policy,
            Duration skew,
            Plan plan) {
        List<PreparedRecord> live =
                fresh.stream().filter(record -> !record.deleted()).toList();
        if (live.isEmpty() && !policy.keys().any()) {
            return;
        }
        fresh.stream().filter(PreparedRecord::deleted).forEach(plan::noLongerAmbiguous);
        var matching = new RecordMatching(transaction, target, policy.keys(), live);
        RecordMerge merge = new RecordMerge(policy);
        for (PreparedRecord record : live) {
            RecordMatching.Match match = matching.match(record);
            if (match instanceof RecordMatching.Made made) {
                plan.cameAbout(record, made.intent());
                continue;
            }
            if (match instanceof RecordMatching.Several several) {
                plan.ambiguous(record, several);
                continue;
            }
            if (policy.keys().any()) {
                plan.noLongerAmbiguous(record);
            }
            if (match instanceof RecordMatching.One one) {
                Base base = Base.matched(one.hub().id(), record.externalId());
                Arbiter arbiter =
                        policy.arbiter(record.modifiedAt(), skew, one.hub().updatedAt());
                plan.adopt(record, base, one.held(), merge.decide(record, base, one.hub(), arbiter));
            } else {
                String id = plan.create(record);
                if (policy.keys().any()) {
                    matching.made(record, id);
                    plan.indexed.add(new MatchIndex.Entry(id, matching.keyOf(record), 1));
                }
            }
        }
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
        private final List<MatchIndex.Entry> indexed = new ArrayList<>();
        private final List<AmbiguousMatches.Ambiguous> ambiguous = new ArrayList<>();
        private final List<String> matched = new ArrayList<>();
        private int conflicts;
        /** External ids of the records that are made. */
        private final List<String> createdThere = new ArrayList<>();

        /** @return the id of the record that is to be made */
        String create(PreparedRecord record) {
            createdThere.add(record.externalId());
            String id = Ids.next();
            inserts.add(new Row(id, record.json(), record.hash(), false, 0));
            newBases.add(Base.linked(id, record.externalId(), record.json(), record.hash(), 1, record.remoteVersion()));
            return id;
        }

        /** @param known whether the hub record has a base, of whatever kind */
        void adopt(PreparedRecord record, Base base, boolean known, Decision decision) {
            take(record, base, decision);
            // A pair that is found agrees on something, if only on being parked.
            if (known && !decision.parked()) {
                settled.add(base.recordId());
            }
            if (!known) {
                newBases.add(bases.remove(bases.size() - 1));
            }
        }

        /** A creation of the hub whose outcome was not known is found. */
        void cameAbout(PreparedRecord record, Base intent) {
            bases.add(Base.linked(
                    intent.recordId(),
                    record.externalId(),
                    intent.json(),
                    intent.hash(),
                    intent.version(),
                    record.remoteVersion()));
            settled.add(intent.recordId());
        }

        void ambiguous(PreparedRecord record, RecordMatching.Several several) {
            conflicts++;
            several.free().forEach(id -> newBases.add(Base.held(id)));
            ambiguous.add(new AmbiguousMatches.Ambiguous(
                    record.externalId(), several.candidates(), record.json(), record.modifiedAt()));
        }

        /** What both know is the same, and the remote side calls it differently by now. */
        void renamed(Base base, PreparedRecord record) {
            bases.add(Base.linked(
                    base.recordId(),
                    record.externalId(),
                    base.json(),
                    base.hash(),
                    base.version(),
                    record.remoteVersion()));
        }

        void noLongerAmbiguous(PreparedRecord record) {
            matched.add(record.externalId());
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
            List<String> made =
                    byExternalId ? createdThere : inserts.stream().map(Row::id).toList();
            int unchanged = size - made.size() - updated.size() - deleted.size();
            return new BatchOutcome(
                    made,
                    List.copyOf(byExternalId ? updated.values() : updated.keySet()),
                    List.copyOf(byExternalId ? deleted.values() : deleted.keySet()),
                    unchanged,
                    conflicts);
        }
    }
}
