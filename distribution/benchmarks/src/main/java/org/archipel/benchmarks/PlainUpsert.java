package org.archipel.benchmarks;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;

/**
 * What a program would do that has the rows in memory and nothing else to do: batches of plain JDBC into the platform's table of
 * records, made by its own migrations. PostgreSQL has a statement for it; on Derby a batch of updates is followed by a batch of
 * inserts of what was not there.
 */
final class PlainUpsert implements AutoCloseable {
    private static final String ORGANIZATION = "00000000-0000-7000-8000-000000000000";
    private static final String INSERT =
            "INSERT INTO records (version, data, hash, origin, deleted, created_at, updated_at,"
                    + " organization_id, entity, id) VALUES (1, ?, ?, 'plain', FALSE, ?, ?, ?, ?, ?)";
    private static final String OR_UPDATE = " ON CONFLICT (organization_id, entity, id) DO UPDATE SET"
            + " version = records.version + 1, data = excluded.data, hash = excluded.hash, updated_at = excluded.updated_at";
    private static final String UPDATE = "UPDATE records SET version = version + 1, data = ?, hash = ?, updated_at = ?"
            + " WHERE organization_id = ? AND entity = ? AND id = ?";

    private final TestDatabase database;
    private final UnitOfWork work;

    PlainUpsert(TestDatabase database) {
        this.database = database;
        this.work = database.unit("integrations");
    }

    /** Writes the rows, {@code batch} of them in a transaction. */
    void upsert(String entity, List<HubRow> rows, int batch) {
        for (int from = 0; from < rows.size(); from += batch) {
            List<HubRow> part = rows.subList(from, Math.min(rows.size(), from + batch));
            work.run(transaction -> write(transaction, entity, part));
        }
    }

    private void write(Transaction transaction, String entity, List<HubRow> rows) {
        Instant now = Instant.now();
        try {
            if (transaction.dialect() == Dialect.POSTGRESQL) {
                insert(transaction, INSERT + OR_UPDATE, entity, rows, now);
            } else {
                insert(transaction, INSERT, entity, update(transaction, entity, rows, now), now);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void insert(Transaction transaction, String sql, String entity, List<HubRow> rows, Instant now)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
            for (HubRow row : rows) {
                statement.setString(1, row.json());
                statement.setString(2, row.hash());
                Timestamps.set(statement, 3, now);
                Timestamps.set(statement, 4, now);
                statement.setString(5, ORGANIZATION);
                statement.setString(6, entity);
                statement.setString(7, row.id());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Returns the rows that are not there yet. */
    private static List<HubRow> update(Transaction transaction, String entity, List<HubRow> rows, Instant now)
            throws SQLException {
        try (PreparedStatement statement = transaction.connection().prepareStatement(UPDATE)) {
            for (HubRow row : rows) {
                statement.setString(1, row.json());
                statement.setString(2, row.hash());
                Timestamps.set(statement, 3, now);
                statement.setString(4, ORGANIZATION);
                statement.setString(5, entity);
                statement.setString(6, row.id());
                statement.addBatch();
            }
            int[] changed = statement.executeBatch();
            List<HubRow> missing = new ArrayList<>();
            for (int i = 0; i < changed.length; i++) {
                if (changed[i] == 0) {
                    missing.add(rows.get(i));
                }
            }
            return missing;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
