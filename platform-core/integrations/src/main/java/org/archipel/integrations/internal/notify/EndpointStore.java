package org.archipel.integrations.internal.notify;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The rows of endpoints. */
final class EndpointStore {
    void insert(Transaction transaction, WebhookEndpoint endpoint) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO webhook_endpoints (id, organization_id, url, description, topics, status, created_by,"
                                + " created_at, updated_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                        endpoint.id(),
                        endpoint.organizationId(),
                        endpoint.url(),
                        endpoint.description(),
                        Json.write(endpoint.topics()),
                        endpoint.status(),
                        endpoint.createdBy(),
                        endpoint.createdAt(),
                        endpoint.updatedAt());
    }

    /** Replaces what a person can change; an endpoint that is switched on again begins with a clean slate. */
    void update(Transaction transaction, WebhookEndpoint endpoint) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_endpoints SET url = ?, description = ?, topics = ?, status = ?, disabled_reason = ?,"
                                + " failing_since = NULL, updated_at = ?, revision = revision + 1 WHERE id = ? AND"
                                + " organization_id = ?",
                        endpoint.url(),
                        endpoint.description(),
                        Json.write(endpoint.topics()),
                        endpoint.status(),
                        endpoint.disabledReason().orElse(null),
                        endpoint.updatedAt(),
                        endpoint.id(),
                        endpoint.organizationId());
    }

    Optional<WebhookEndpoint> find(Transaction transaction, String organizationId, String id) {
        return Sql.on(transaction)
                .first(
                        "SELECT * FROM webhook_endpoints WHERE organization_id = ? AND id = ?",
                        EndpointStore::endpoint,
                        organizationId,
                        id);
    }

    List<WebhookEndpoint> list(Transaction transaction, String organizationId, String after, int limit) {
        return Sql.on(transaction)
                .list(
                        limit,
                        "SELECT * FROM webhook_endpoints WHERE organization_id = ? AND id > ? ORDER BY id",
                        EndpointStore::endpoint,
                        organizationId,
                        after);
    }

    void delete(Transaction transaction, String organizationId, String id) {
        Sql sql = Sql.on(transaction);
        sql.update(
                "DELETE FROM webhook_attempts WHERE delivery_id IN (SELECT id FROM webhook_deliveries WHERE"
                        + " organization_id = ? AND endpoint_id = ?)",
                organizationId,
                id);
        sql.update("DELETE FROM webhook_deliveries WHERE organization_id = ? AND endpoint_id = ?", organizationId, id);
        sql.update("DELETE FROM webhook_endpoints WHERE organization_id = ? AND id = ?", organizationId, id);
    }

    void answered(Transaction transaction, WebhookEndpoint endpoint) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_endpoints SET failing_since = NULL WHERE id = ? AND failing_since IS NOT NULL",
                        endpoint.id());
    }

    void failing(Transaction transaction, WebhookEndpoint endpoint, Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_endpoints SET failing_since = ? WHERE id = ? AND failing_since IS NULL",
                        now,
                        endpoint.id());
    }

    /** @return whether it was active until now */
    boolean disable(Transaction transaction, WebhookEndpoint endpoint, String reason, Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE webhook_endpoints SET status = 'DISABLED', disabled_reason = ?, updated_at = ?,"
                                        + " revision = revision + 1 WHERE id = ? AND status = 'ACTIVE'",
                                reason,
                                now,
                                endpoint.id())
                == 1;
    }

    private static WebhookEndpoint endpoint(ResultSet row) throws SQLException {
        return new WebhookEndpoint(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("url"),
                row.getString("description"),
                Json.read(row.getString("topics"), new TypeReference<List<String>>() {}),
                WebhookEndpoint.Status.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("disabled_reason")),
                Optional.ofNullable(Jdbc.instant(row, "failing_since")),
                row.getString("created_by"),
                Jdbc.instant(row, "created_at"),
                Jdbc.instant(row, "updated_at"),
                row.getLong("revision"));
    }
}
