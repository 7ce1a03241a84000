package org.archipel.integrations.internal.merge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.persistence.Transaction;

/** Decides what becomes of records of a remote system in the hub; writes nothing. */
final class MergePlanner {
    private final BaseStore bases = new BaseStore();
    private final RecordRows rows = new RecordRows();

    /** The last of several records with one external id counts. */
    MergePlan plan(
            Transaction transaction,
            WriteTarget target,
            List<PreparedRecord> records,
            MergePolicy policy,
            Duration skew) {
        MergePlan plan = new MergePlan();
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
            MergePlan plan) {
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
}
