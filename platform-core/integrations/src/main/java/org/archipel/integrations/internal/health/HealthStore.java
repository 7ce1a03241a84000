package org.archipel.integrations.internal.health;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.KeptText;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The latest health of each integration, and the checks before it. */
final class HealthStore {
    private static final int MAX_DETAIL = 2000;

    Optional<HealthStatus> find(Transaction transaction, String organizationId, String integrationId) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT status, response_ms, checked_at, detail FROM integration_health WHERE organization_id = ? AND"
                                + " integration_id = ?",
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, integrationId);
                        },
                        HealthStore::status);
    }

    /** The newest first. */
    List<HealthStatus> history(Transaction transaction, String organizationId, String integrationId, int limit) {
        return Jdbc.on(transaction)
                .list(
                        "SELECT status, response_ms, checked_at, detail FROM "
                                + Sql.byIndex("integration_health_checks", "ix_health_checks_newest")
                                + " WHERE organization_id = ?"
                                + " AND integration_id = ? ORDER BY id DESC FETCH FIRST " + limit + " ROWS ONLY",
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, integrationId);
                        },
                        HealthStore::status);
    }

    /**
     * Takes the next check of an integration for this node.
     *
     * @return whether it is due and no other node took it
     */
    boolean take(Transaction transaction, Integration integration, Instant due, Instant now) {
        int taken = Jdbc.on(transaction)
                .update(
                        "UPDATE integration_health SET checked_at = ? WHERE integration_id = ? AND checked_at <= ?",
                        statement -> {
                            Jdbc.bind(statement, 1, now);
                            statement.setString(2, integration.id());
                            Jdbc.bind(statement, 3, due);
                        });
        if (taken == 1) {
            return true;
        }
        if (find(transaction, integration.organizationId(), integration.id()).isPresent()) {
            return false;
        }
        insert(transaction, "integration_health", null, integration, HealthStatus.UNKNOWN, now);
        return true;
    }

    void put(Transaction transaction, Integration integration, HealthStatus status, Instant now) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE integration_health SET status = ?, response_ms = ?, checked_at = ?, detail = ? WHERE"
                                + " integration_id = ?",
                        statement -> {
                            bind(statement, 1, status, now);
                            statement.setString(5, integration.id());
                        });
        insert(transaction, "integration_health_checks", Ids.next(), integration, status, now);
    }

    int deleteBefore(Transaction transaction, Instant time) {
        return Jdbc.on(transaction)
                .update(
                        "DELETE FROM integration_health_checks WHERE checked_at < ?",
                        statement -> Jdbc.bind(statement, 1, time));
    }

    private static void insert(
            Transaction transaction,
            String table,
            String id,
            Integration integration,
            HealthStatus status,
            Instant now) {
        String columns = "status, response_ms, checked_at, detail, integration_id, organization_id";
        Jdbc.on(transaction)
                .update(
                        id == null
                                ? "INSERT INTO " + table + " (" + columns + ") VALUES (?, ?, ?, ?, ?, ?)"
                                : "INSERT INTO " + table + " (" + columns + ", id) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        statement -> {
                            bind(statement, 1, status, now);
                            statement.setString(5, integration.id());
                            statement.setString(6, integration.organizationId());
                            if (id != null) {
                                statement.setString(7, id);
                            }
                        });
    }

    private static void bind(PreparedStatement statement, int from, HealthStatus status, Instant now)
            throws SQLException {
        statement.setString(from, status.status().name());
        statement.setLong(from + 1, status.responseTimeMs());
        Jdbc.bind(statement, from + 2, now);
        statement.setString(
                from + 3,
                status.detail().map(text -> KeptText.of(text, MAX_DETAIL)).orElse(null));
    }

    private static HealthStatus status(ResultSet row) throws SQLException {
        return new HealthStatus(
                HealthState.valueOf(row.getString("status")),
                row.getLong("response_ms"),
                Optional.ofNullable(Jdbc.instant(row, "checked_at")),
                Optional.ofNullable(row.getString("detail")));
    }
}
