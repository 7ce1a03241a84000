package org.archipel.integrations.internal.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.slf4j.event.Level;

/** The rows of integrations' logs. */
final class LogStore {
    static final int MAX_MESSAGE = 2000;
    static final int MAX_DETAIL = 20_000;

    /** A line on its way to the database; its texts are kept as they are. */
    record Line(String organizationId, LogEntry entry) {}

    void insert(Transaction transaction, List<Line> lines) {
        Jdbc.on(transaction)
                .batch(
                        "INSERT INTO integration_logs (id, organization_id, integration_id, level, message, detail, logged_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        lines,
                        (statement, line) -> {
                            LogEntry entry = line.entry();
                            statement.setString(1, entry.id());
                            statement.setString(2, line.organizationId());
                            statement.setString(3, entry.integrationId());
                            statement.setString(4, entry.level().name());
                            statement.setString(5, entry.message());
                            statement.setString(6, entry.detail().orElse(null));
                            Jdbc.bind(statement, 7, entry.at());
                        });
    }

    /** The newest first, before the given id; an empty id for the newest of all. */
    List<LogEntry> list(
            Transaction transaction,
            String organizationId,
            String integrationId,
            Optional<Level> level,
            String before,
            int limit) {
        return Jdbc.on(transaction)
                .list(
                        "SELECT id, integration_id, level, message, detail, logged_at FROM "
                                + Sql.byIndex("integration_logs", "ix_logs_newest") + " WHERE"
                                + " organization_id = ? AND integration_id = ? AND id < ?"
                                + (level.isPresent() ? " AND level = ?" : "") + " ORDER BY id DESC FETCH FIRST " + limit
                                + " ROWS ONLY",
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, integrationId);
                            statement.setString(3, before.isEmpty() ? "g" : before);
                            if (level.isPresent()) {
                                statement.setString(4, level.get().name());
                            }
                        },
                        row -> new LogEntry(
                                row.getString("id"),
                                row.getString("integration_id"),
                                Level.valueOf(row.getString("level")),
                                row.getString("message"),
                                Optional.ofNullable(row.getString("detail")),
                                Jdbc.instant(row, "logged_at")));
    }

    int deleteBefore(Transaction transaction, Instant time) {
        return Jdbc.on(transaction)
                .update("DELETE FROM integration_logs WHERE logged_at < ?", statement -> Jdbc.bind(statement, 1, time));
    }
}
