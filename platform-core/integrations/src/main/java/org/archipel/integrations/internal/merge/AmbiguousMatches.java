package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.merge.Decision.Effect;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.RecordRows.Row;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/**
 * Records of the remote side that may be the same as several of the hub. Until a person decides, such a record is not taken, and
 * those of the hub that it may be are not sent.
 */
final class AmbiguousMatches {
    private static final String OPEN =
            " FROM sync_conflicts WHERE integration_id = ? AND entity = ? AND kind IN ('AMBIGUOUS',"
                    + " 'DUPLICATE') AND state = 'OPEN'";

    private final BaseStore bases = new BaseStore();
    private final ConflictStore conflicts = new ConflictStore();
    private final DuplicateRecords duplicates = new DuplicateRecords();
    private final RecordRows rows = new RecordRows();

    /**
     * @param candidates ids of the hub records that it may be
     * @param source canonical JSON of the remote side
     */
    record Ambiguous(String externalId, List<String> candidates, String source, Optional<Instant> sourceModifiedAt) {}

    /** Opens a conflict; one of the same record is brought up to date. */
    void put(Transaction transaction, WriteTarget target, Ambiguous ambiguous, Instant now) {
        conflicts.put(
                transaction,
                target,
                new ConflictStore.Parked(
                        key(ambiguous.externalId()),
                        ambiguous.externalId(),
                        List.of(),
                        "{}",
                        Optional.of(ambiguous.source()),
                        ambiguous.sourceModifiedAt()),
                now);
        Sql.on(transaction)
                .update(
                        "UPDATE sync_conflicts SET kind = 'AMBIGUOUS', candidates = ? WHERE integration_id = ? AND entity ="
                                + " ? AND record_id = ?",
                        Json.write(ambiguous.candidates()),
                        target.integrationId(),
                        target.entity(),
                        key(ambiguous.externalId()));
    }

    /** Closes conflicts of records that are not ambiguous any more. */
    void settle(Transaction transaction, WriteTarget target, List<String> externalIds, Instant now) {
        if (externalIds.isEmpty() || candidates(transaction, target).isEmpty()) {
            return;
        }
        conflicts.settle(
                transaction,
                target,
                externalIds.stream().map(AmbiguousMatches::key).toList(),
                now);
        release(transaction, target);
    }

    /** Lets go of hub records that were held back, and that none of the open conflicts is about. */
    void release(Transaction transaction, WriteTarget target) {
        Set<String> wanted = new HashSet<>(candidates(transaction, target));
        List<String> held = Sql.on(transaction)
                .list(
                        "SELECT record_id FROM record_bases WHERE integration_id = ? AND entity = ? AND state = 'HELD'",
                        row -> row.getString(1),
                        target.integrationId(),
                        target.entity());
        bases.delete(
                transaction,
                target,
                held.stream().filter(id -> !wanted.contains(id)).toList());
    }

    /** Does as a person decided. */
    BatchOutcome resolve(
            Transaction transaction,
            WriteTarget target,
            Conflict conflict,
            Resolution resolution,
            MergePolicy policy,
            String origin,
            Instant now) {
        PreparedRecord source = ConflictService.source(conflict);
        if (resolution.dismiss()) {
            return nothing();
        }
        if (!bases.byExternalIds(transaction, target, List.of(conflict.externalId()))
                .isEmpty()) {
            throw new ConflictException("The record has its like in the hub by now.");
        }
        if (resolution.create()) {
            String id = Ids.next();
            Row row = new Row(id, source.json(), source.hash(), false, 0);
            rows.insert(transaction, target.organizationId(), target.entity(), target.origin(), now, List.of(row));
            Base base = Base.linked(id, source.externalId(), source.json(), source.hash(), 1);
            bases.insert(transaction, target, List.of(base));
            duplicates.areOfTheirOwn(transaction, target, conflict.candidates(), origin, now);
            return new BatchOutcome(List.of(id), List.of(), List.of(), 0);
        }
        return link(transaction, target, conflict, resolution, policy, origin, now);
    }

    private BatchOutcome link(
            Transaction transaction,
            WriteTarget target,
            Conflict conflict,
            Resolution resolution,
            MergePolicy policy,
            String origin,
            Instant now) {
        String id = resolution.recordId();
        StoredRecord hub = rows.records(transaction, target.organizationId(), target.entity(), List.of(id))
                .get(id);
        Base present = bases.byRecordIds(transaction, target, List.of(id)).get(id);
        if (hub == null || hub.deleted() || present != null && present.state() != Base.State.HELD) {
            throw new ConflictException("The hub's record is gone, or has its like on the remote side by now.");
        }
        Arbiter arbiter = resolution.choice() != null
                ? resolution.arbiter()
                : policy.arbiter(conflict.sourceModifiedAt(), Duration.ZERO, hub.updatedAt());
        Base base = Base.matched(id, conflict.externalId());
        Decision decision = new RecordMerge(policy).decide(ConflictService.source(conflict), base, hub, arbiter);
        Base agreed = Objects.requireNonNull(decision.base().orElse(null), "a pair that is found agrees on something");
        decision.row()
                .ifPresent(row ->
                        rows.replace(transaction, target.organizationId(), target.entity(), origin, now, List.of(row)));
        if (present == null) {
            bases.insert(transaction, target, List.of(agreed));
        } else {
            bases.update(transaction, target, List.of(agreed));
        }
        List<String> others =
                conflict.candidates().stream().filter(one -> !one.equals(id)).toList();
        duplicates.areOfTheirOwn(transaction, target, others, origin, now);
        if (decision.parked()) {
            park(transaction, target, conflict, decision, base, now);
        }
        return decision.effect() == Effect.UPDATED ? new BatchOutcome(List.of(), List.of(id), List.of(), 0) : nothing();
    }

    /** It is known now which record it is, and its fields are another conflict. */
    private void park(
            Transaction transaction, WriteTarget target, Conflict conflict, Decision decision, Base base, Instant now) {
        var parked = new ConflictStore.Parked(
                base.recordId(),
                conflict.externalId(),
                decision.conflicts(),
                base.json(),
                conflict.source().map(Json::write),
                conflict.sourceModifiedAt());
        conflicts.put(transaction, target, parked, now);
    }

    private static BatchOutcome nothing() {
        return new BatchOutcome(List.of(), List.of(), List.of(), 1);
    }

    /** All that open conflicts are about. */
    private static List<String> candidates(Transaction transaction, WriteTarget target) {
        List<String> all = new ArrayList<>();
        Sql.on(transaction)
                .list(
                        "SELECT candidates" + OPEN,
                        row -> Json.read(row.getString(1), new TypeReference<List<String>>() {}),
                        target.integrationId(),
                        target.entity())
                .forEach(all::addAll);
        return all;
    }

    /** Stands for the record where a hub record's id stands in other conflicts. */
    private static String key(String externalId) {
        return "#" + ContentHash.of(externalId.getBytes(StandardCharsets.UTF_8));
    }
}
