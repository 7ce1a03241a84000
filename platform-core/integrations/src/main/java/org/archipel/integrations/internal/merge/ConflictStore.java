package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.merge.Conflict.Kind;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The rows of conflicts, one a record at most. */
final class ConflictStore {
    private static final String OF_INTEGRATION =
            "SELECT * FROM sync_conflicts WHERE organization_id = ? AND integration_id = ?";

    /** @param source canonical JSON of the remote side; empty if it deleted the record */
    record Parked(
            String recordId,
            String externalId,
            List<String> fields,
            String base,
            Optional<String> source,
            Optional<Instant> sourceModifiedAt) {}

    /** Opens a conflict; one of the same record is brought up to date. */
    void put(Transaction transaction, WriteTarget target, Parked parked, Instant now) {
        Sql sql = Sql.on(transaction);
        int updated = sql.update(
                "UPDATE sync_conflicts SET external_id = ?, fields = ?, base = ?, source = ?, source_modified_at = ?,"
                        + " kind = 'CHANGED', state = 'OPEN', resolved_by = ?, updated_at = ? WHERE integration_id = ? AND entity = ? AND"
                        + " record_id = ?",
                parked.externalId(),
                Json.write(parked.fields()),
                parked.base(),
                text(parked.source()),
                time(parked.sourceModifiedAt()),
                text(Optional.empty()),
                now,
                target.integrationId(),
                target.entity(),
                parked.recordId());
        if (updated == 0) {
            sql.update(
                    "INSERT INTO sync_conflicts (id, organization_id, integration_id, entity, record_id, external_id,"
                            + " fields, base, source, source_modified_at, state, created_at, updated_at) VALUES (?, ?, ?,"
                            + " ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)",
                    Ids.next(),
                    target.organizationId(),
                    target.integrationId(),
                    target.entity(),
                    parked.recordId(),
                    parked.externalId(),
                    Json.write(parked.fields()),
                    parked.base(),
                    text(parked.source()),
                    time(parked.sourceModifiedAt()),
                    now,
                    now);
        }
    }

    /** Closes conflicts of records whose sides agree again. */
    void settle(Transaction transaction, WriteTarget target, List<String> recordIds, Instant now) {
        Sql.on(transaction)
                .batch(
                        "UPDATE sync_conflicts SET state = 'RESOLVED', resolved_by = 'sync', updated_at = ? WHERE"
                                + " integration_id = ? AND entity = ? AND record_id = ? AND state = 'OPEN'",
                        recordIds.stream()
                                .map(id -> new Object[] {now, target.integrationId(), target.entity(), id})
                                .toList());
    }

    void resolve(Transaction transaction, String organizationId, String id, String actor, Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE sync_conflicts SET state = 'RESOLVED', resolved_by = ?, updated_at = ? WHERE"
                                + " organization_id = ? AND id = ?",
                        actor,
                        now,
                        organizationId,
                        id);
    }

    List<Conflict> list(
            Transaction transaction,
            String organizationId,
            String integrationId,
            String state,
            String after,
            int limit) {
        return Sql.on(transaction)
                .list(
                        limit,
                        OF_INTEGRATION + " AND state = ? AND id > ? ORDER BY id",
                        ConflictStore::conflict,
                        organizationId,
                        integrationId,
                        state,
                        after);
    }

    Optional<Conflict> find(Transaction transaction, String organizationId, String integrationId, String id) {
        return Sql.on(transaction)
                .first(OF_INTEGRATION + " AND id = ?", ConflictStore::conflict, organizationId, integrationId, id);
    }

    private static Object text(Optional<String> value) {
        return value.orElse(null);
    }

    private static Object time(Optional<Instant> value) {
        return value.orElse(null);
    }

    private static Conflict conflict(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind"));
        return new Conflict(
                row.getString("id"),
                row.getString("entity"),
                kind == Kind.AMBIGUOUS ? "" : row.getString("record_id"),
                row.getString("external_id"),
                Json.read(row.getString("fields"), new TypeReference<List<String>>() {}),
                Json.tree(row.getString("base")),
                Optional.ofNullable(row.getString("source")).map(Json::tree),
                Optional.empty(),
                Optional.ofNullable(Jdbc.instant(row, "source_modified_at")),
                Optional.empty(),
                row.getString("state"),
                Optional.ofNullable(row.getString("resolved_by")),
                Jdbc.instant(row, "created_at"),
                Jdbc.instant(row, "updated_at"),
                kind,
                Optional.ofNullable(row.getString("candidates"))
                        .map(candidates -> Json.read(candidates, new TypeReference<List<String>>() {}))
                        .orElse(List.of()));
    }
}
