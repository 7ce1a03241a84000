package org.archipel.integrations.internal.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Statements on the rows of records and their versions, for one record or for many. */
public final class RecordRows {
    public static final String COLUMNS = "entity, id, version, data, hash, origin, deleted, created_at, updated_at";

    /** A present row, without its content. */
    public record Head(String id, long version, String hash, boolean deleted) {
        private static Head read(ResultSet row) throws SQLException {
            return new Head(row.getString(1), row.getLong(2), row.getString(3), row.getBoolean(4));
        }
    }

    /** A row to write. */
    public record Row(String id, String json, String hash, boolean deleted, long expectedVersion) {}

    /** The given records with their content, deleted ones included, by id. */
    public Map<String, StoredRecord> records(
            Transaction transaction, String organizationId, String entity, List<String> ids) {
        Map<String, StoredRecord> records = new HashMap<>(ids.size() * 2);
        Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT " + COLUMNS + " FROM records WHERE organization_id = ? AND entity = ?",
                        List.of(organizationId, entity),
                        "id",
                        ids,
                        RecordRows::record)
                .forEach(record -> records.put(record.id(), record));
        return records;
    }

    /** The heads of the given records, by id. */
    Map<String, Head> heads(Transaction transaction, String organizationId, String entity, List<String> ids) {
        Map<String, Head> heads = new HashMap<>(ids.size() * 2);
        Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT id, version, hash, deleted FROM records WHERE organization_id = ? AND entity = ?",
                        List.of(organizationId, entity),
                        "id",
                        ids,
                        Head::read)
                .forEach(head -> heads.put(head.id(), head));
        return heads;
    }

    /** The heads after the given id, deleted ones included, in order of their ids. */
    public List<Head> headsAfter(Transaction transaction, String organizationId, String entity, String id, int limit) {
        return Jdbc.on(transaction)
                .list(
                        "SELECT id, version, hash, deleted FROM " + Sql.byKey("records", "pk_records")
                                + " WHERE organization_id = ? AND entity = ? AND id > ?"
                                + " ORDER BY id FETCH FIRST " + limit + " ROWS ONLY",
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, entity);
                            statement.setString(3, id);
                        },
                        Head::read);
    }

    public void insert(
            Transaction transaction, String organizationId, String entity, String origin, Instant now, List<Row> rows) {
        Jdbc.on(transaction)
                .insert(
                        transaction.dialect(),
                        "records",
                        List.of(
                                "organization_id",
                                "entity",
                                "version",
                                "origin",
                                "deleted",
                                "created_at",
                                "updated_at"),
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, entity);
                            statement.setLong(3, 1);
                            statement.setString(4, origin);
                            statement.setBoolean(5, false);
                            Jdbc.bind(statement, 6, now);
                            Jdbc.bind(statement, 7, now);
                        },
                        List.of("id", "data", "hash"),
                        rows.stream()
                                .map(row -> new String[] {row.id(), row.json(), row.hash()})
                                .toList());
    }

    /**
     * Keeps the present versions as history and writes the next ones.
     *
     * @throws StaleRecordException if a row is no longer at its expected version
     */
    public void replace(
            Transaction transaction, String organizationId, String entity, String origin, Instant now, List<Row> rows) {
        keepHistory(transaction, organizationId, entity, rows);
        int[] changed = Jdbc.on(transaction)
                .batch(
                        "UPDATE records SET version = ?, data = ?, hash = ?, origin = ?, deleted = ?, updated_at = ?"
                                + " WHERE organization_id = ? AND entity = ? AND id = ? AND version = ?",
                        rows,
                        (statement, row) -> {
                            statement.setLong(1, row.expectedVersion() + 1);
                            statement.setString(2, row.json());
                            statement.setString(3, row.hash());
                            statement.setString(4, origin);
                            statement.setBoolean(5, row.deleted());
                            Jdbc.bind(statement, 6, now);
                            statement.setString(7, organizationId);
                            statement.setString(8, entity);
                            statement.setString(9, row.id());
                            statement.setLong(10, row.expectedVersion());
                        });
        requireAllChanged(changed);
    }

    private static void keepHistory(Transaction transaction, String organizationId, String entity, List<Row> rows) {
        int[] kept = Jdbc.on(transaction)
                .batch(
                        "INSERT INTO record_versions (organization_id, entity, record_id, version, data, hash, origin, deleted,"
                                + " written_at) SELECT organization_id, entity, id, version, data, hash, origin, deleted, updated_at"
                                + " FROM records WHERE organization_id = ? AND entity = ? AND id = ? AND version = ?",
                        rows,
                        (statement, row) -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, entity);
                            statement.setString(3, row.id());
                            statement.setLong(4, row.expectedVersion());
                        });
        requireAllChanged(kept);
    }

    private static void requireAllChanged(int[] counts) {
        for (int count : counts) {
            if (count == 0) {
                throw new StaleRecordException();
            }
        }
    }

    public static StoredRecord record(ResultSet row) throws SQLException {
        return RecordText.read(row).record();
    }
}
