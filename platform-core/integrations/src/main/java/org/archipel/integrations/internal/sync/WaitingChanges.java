package org.archipel.integrations.internal.sync;

import java.time.Instant;
import java.util.List;
import org.archipel.integrations.internal.store.IdTimes;
import org.archipel.integrations.internal.sync.RecordChange.Side;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The rows of changes that wait to be synchronized. They go when a sync has taken them, and not before. */
public final class WaitingChanges {
    /** @param id of the row; in order of time */
    record Waiting(String id, RecordChange change) {}

    public void add(Transaction transaction, String integrationId, List<RecordChange> changes) {
        Sql.on(transaction)
                .batch(
                        "INSERT INTO sync_changes (id, integration_id, side, entity, record_id) VALUES (?, ?, ?, ?, ?)",
                        changes.stream()
                                .map(change -> new Object[] {
                                    Ids.next(), integrationId, change.side().name(), change.entity(), change.recordId()
                                })
                                .toList());
    }

    /** The oldest ones of an integration. */
    List<Waiting> oldest(Transaction transaction, String integrationId, int limit) {
        return Sql.on(transaction)
                .list(
                        limit,
                        "SELECT id, side, entity, record_id FROM sync_changes WHERE integration_id = ? ORDER BY id",
                        row -> new Waiting(
                                row.getString(1),
                                new RecordChange(Side.valueOf(row.getString(2)), row.getString(3), row.getString(4))),
                        integrationId);
    }

    void remove(Transaction transaction, List<String> ids) {
        Sql.on(transaction)
                .batch(
                        "DELETE FROM sync_changes WHERE id = ?",
                        ids.stream().map(id -> new Object[] {id}).toList());
    }

    /** Takes all of an integration away. */
    public void clear(Transaction transaction, String integrationId) {
        Sql.on(transaction).update("DELETE FROM sync_changes WHERE integration_id = ?", integrationId);
    }

    /** The integrations that changes of before the given time wait for. */
    public List<String> integrationsWaitingSince(Transaction transaction, Instant time) {
        return Sql.on(transaction)
                .list(
                        "SELECT DISTINCT integration_id FROM sync_changes WHERE id < ?",
                        row -> row.getString(1),
                        IdTimes.firstAt(time));
    }
}
