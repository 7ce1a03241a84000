package org.archipel.integrations.internal.merge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.mapping.MatchKeys;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/**
 * Records of the hub that are the same as others of the hub which the remote side knows. They are not made there a second time: a person
 * decides which of the two is the remote side's, or that they are two.
 */
public final class DuplicateRecords {
    private static final String KIND = "DUPLICATE";

    private final BaseStore bases = new BaseStore();
    private final ConflictStore conflicts = new ConflictStore();
    private final RecordRows rows = new RecordRows();

    /**
     * A record that is held back.
     *
     * @param known whether both sides knew it before
     * @param twin what both sides know of the other one
     */
    public record Held(String recordId, boolean known, Base twin) {}

    /** Holds records back, each with a conflict. */
    public void hold(Transaction transaction, WriteTarget target, List<Held> held, Instant now) {
        bases.insert(
                transaction,
                target,
                held.stream()
                        .filter(one -> !one.known())
                        .map(one -> Base.held(one.recordId()))
                        .toList());
        bases.update(
                transaction,
                target,
                held.stream()
                        .filter(Held::known)
                        .map(one -> Base.held(one.recordId()))
                        .toList());
        held.forEach(one -> open(transaction, target, one, now));
    }

    private void open(Transaction transaction, WriteTarget target, Held held, Instant now) {
        conflicts.put(
                transaction,
                target,
                new ConflictStore.Parked(
                        held.recordId(),
                        held.twin().externalId().orElse(""),
                        List.of(),
                        "{}",
                        Optional.of(held.twin().json()),
                        Optional.empty()),
                now);
        Sql.on(transaction)
                .update(
                        "UPDATE sync_conflicts SET kind = 'DUPLICATE', candidates = ? WHERE integration_id = ? AND entity = ?"
                                + " AND record_id = ?",
                        Json.write(List.of(held.twin().recordId(), held.recordId())),
                        target.integrationId(),
                        target.entity(),
                        held.recordId());
    }

    /** Takes out of what was made there what the remote side says is a record that it has already, and holds it back. */
    public List<Base> withoutKnown(
            Transaction transaction, WriteTarget target, List<Base> results, List<String> made, Instant now) {
        Set<String> fresh = new HashSet<>(made);
        List<String> ids = results.stream()
                .filter(base -> fresh.contains(base.recordId()))
                .flatMap(base -> base.externalId().stream())
                .toList();
        Map<String, Base> known = bases.byExternalIds(transaction, target, ids);
        List<Base> rest = new ArrayList<>();
        List<Held> held = new ArrayList<>();
        for (Base base : results) {
            Base other = base.externalId()
                    .filter(id -> fresh.contains(base.recordId()))
                    .map(id -> known.putIfAbsent(id, base))
                    .orElse(null);
            if (other == null || other.recordId().equals(base.recordId())) {
                rest.add(base);
            } else {
                held.add(new Held(base.recordId(), true, other));
            }
        }
        hold(transaction, target, held, now);
        return rest;
    }

    /** Lets go of records that are no duplicates any more: they, or those that they were the same as, changed or are gone. */
    public void review(Transaction transaction, WriteTarget target, MatchKeys keys, Instant now) {
        List<String> ids = recordIds(transaction, target, "state = 'OPEN'");
        if (ids.isEmpty() || !keys.any()) {
            return;
        }
        Map<String, StoredRecord> hub = rows.records(transaction, target.organizationId(), target.entity(), ids);
        Twins twins = new Twins(transaction, target, keys, List.copyOf(hub.values()));
        List<String> free = ids.stream()
                .filter(id -> !hub.containsKey(id)
                        || hub.get(id).deleted()
                        || twins.of(hub.get(id)).isEmpty())
                .toList();
        conflicts.settle(transaction, target, free, now);
        bases.delete(transaction, target, free);
    }

    /** Those of the records that a person said are of their own. */
    public Set<String> decided(Transaction transaction, WriteTarget target) {
        return new HashSet<>(recordIds(transaction, target, "state = 'RESOLVED' AND resolved_by <> 'sync'"));
    }

    /** A person said that these are none of those that they might be. */
    void areOfTheirOwn(Transaction transaction, WriteTarget target, List<String> recordIds, String actor, Instant now) {
        for (String id : recordIds) {
            Sql sql = Sql.on(transaction);
            int closed = sql.update(
                    "UPDATE sync_conflicts SET kind = 'DUPLICATE', resolved_by = ?, updated_at = ? WHERE integration_id = ? AND"
                            + " entity = ? AND record_id = ? AND state = 'RESOLVED'",
                    actor,
                    now,
                    target.integrationId(),
                    target.entity(),
                    id);
            if (closed == 0) {
                sql.insertIfAbsent(
                        "INSERT INTO sync_conflicts (id, organization_id, integration_id, entity, record_id, external_id,"
                                + " fields, base, state, resolved_by, created_at, updated_at, kind, candidates) VALUES (?,"
                                + " ?, ?, ?, ?, '', '[]', '{}', 'RESOLVED', ?, ?, ?, 'DUPLICATE', '[]')",
                        Ids.next(),
                        target.organizationId(),
                        target.integrationId(),
                        target.entity(),
                        id,
                        actor,
                        now,
                        now);
            }
        }
    }

    /** Does as a person decided. */
    void resolve(Transaction transaction, WriteTarget target, Conflict conflict, Resolution resolution) {
        Base held = bases.byRecordIds(transaction, target, List.of(conflict.recordId()))
                .get(conflict.recordId());
        if (held == null || held.state() != Base.State.HELD) {
            throw new ConflictException("The record is not held back any more.");
        }
        if (resolution.create()) {
            bases.delete(transaction, target, List.of(held.recordId()));
        } else if (Objects.equals(resolution.recordId(), held.recordId())) {
            takeOver(transaction, target, conflict, held);
        } else {
            bases.update(transaction, target, List.of(held.gone(Base.State.DETACHED, Base.BEHIND)));
        }
    }

    /** The remote side's record is this one's from now on, and the other one is left alone. */
    private void takeOver(Transaction transaction, WriteTarget target, Conflict conflict, Base held) {
        Base other = bases.byExternalIds(transaction, target, List.of(conflict.externalId()))
                .get(conflict.externalId());
        if (other == null || other.state() != Base.State.LINKED) {
            throw new ConflictException("The remote system's record has no like in the hub at the moment.");
        }
        bases.update(
                transaction,
                target,
                List.of(new Base(
                        other.recordId(),
                        Optional.empty(),
                        other.json(),
                        other.hash(),
                        other.version(),
                        Base.State.DETACHED,
                        Optional.empty(),
                        Optional.empty())));
        bases.update(
                transaction,
                target,
                List.of(Base.linked(
                        held.recordId(),
                        conflict.externalId(),
                        other.json(),
                        other.hash(),
                        Base.BEHIND,
                        other.remoteVersion())));
    }

    private static List<String> recordIds(Transaction transaction, WriteTarget target, String condition) {
        return Sql.on(transaction)
                .list(
                        "SELECT record_id FROM sync_conflicts WHERE integration_id = ? AND entity = ? AND kind = ? AND "
                                + condition,
                        row -> row.getString(1),
                        target.integrationId(),
                        target.entity(),
                        KIND);
    }
}
