package org.archipel.integrations.internal.notify;

import com.fasterxml.jackson.databind.node.NullNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.PlatformException;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The rows of deliveries and of their tries. */
final class DeliveryStore {
    private static final String UNREADABLE = "what is stored of it cannot be read";
    private static final String COLUMNS = "SELECT * FROM webhook_deliveries";

    /** Queues an event for an endpoint; a second time it is there already. */
    boolean add(Transaction transaction, WebhookEndpoint endpoint, Event event, Instant now) {
        var payload = Json.object();
        payload.put("type", event.topic());
        payload.put("timestamp", event.at().toString());
        payload.put("subject", event.subject());
        payload.set("data", event.data());
        return Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO webhook_deliveries (id, organization_id, endpoint_id, event_id, topic, payload, state,"
                                + " attempts, next_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, 'PENDING', 0, ?, ?, ?)",
                        Ids.next(),
                        endpoint.organizationId(),
                        endpoint.id(),
                        event.id(),
                        event.topic(),
                        Json.write(payload),
                        now,
                        now,
                        now);
    }

    /**
     * Deliveries that are due and that nobody works on, the longest due first: of all organizations, and few where they are long. What
     * waits for an endpoint that is switched off waits on.
     *
     * @param endpoints whose deliveries are left out
     * @param taken deliveries that are left out: they are given to a thread
     */
    List<DeliveryText> due(
            Transaction transaction, Instant now, Collection<String> endpoints, Collection<String> taken, int limit) {
        List<Object> values = new ArrayList<>(List.of(now, now));
        values.addAll(endpoints);
        values.addAll(taken);
        Sql sql = Sql.on(transaction);
        List<DeliveryText> due = new ArrayList<>();
        List<Object[]> unreadable = new ArrayList<>();
        sql.upTo(
                        Rows.LONGEST,
                        found -> found.payload().length(),
                        COLUMNS
                                + " WHERE state = 'PENDING' AND next_at <= ? AND (lease_until IS NULL OR lease_until < ?)"
                                + " AND EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.id ="
                                + " webhook_deliveries.endpoint_id AND e.status = 'ACTIVE')"
                                + notIn("endpoint_id", endpoints)
                                + notIn("id", taken)
                                + " ORDER BY next_at FETCH FIRST " + limit + " ROWS ONLY",
                        DeliveryStore::read,
                        values.toArray())
                .rows()
                .forEach(found -> {
                    try {
                        // Only to see whether it can be read: it is sent as it is stored.
                        found.delivery();
                        due.add(found);
                    } catch (PlatformException e) {
                        unreadable.add(new Object[] {UNREADABLE, now, found.id()});
                    }
                });
        // Left where they are they would stand before all others.
        sql.batch(
                "UPDATE webhook_deliveries SET state = 'DEAD', last_error = ?, updated_at = ? WHERE id = ?",
                unreadable);
        return due;
    }

    private static String notIn(String column, Collection<String> values) {
        return values.isEmpty() ? "" : " AND " + column + " NOT IN (" + Sql.marks(values.size()) + ")";
    }

    boolean lease(Transaction transaction, String id, String owner, Instant now, Instant until) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE webhook_deliveries SET lease_owner = ?, lease_until = ? WHERE id = ? AND state ="
                                        + " 'PENDING' AND (lease_until IS NULL OR lease_until < ?)",
                                owner,
                                until,
                                id,
                                now)
                == 1;
    }

    /** Writes a try down with what becomes of the delivery; only who holds the lease may. */
    boolean settle(
            Transaction transaction,
            Delivery delivery,
            String owner,
            Delivery.Attempt attempt,
            Delivery.State state,
            Instant next) {
        Sql sql = Sql.on(transaction);
        int updated = sql.update(
                "UPDATE webhook_deliveries SET state = ?, attempts = ?, next_at = ?, last_status = ?, last_error = ?,"
                        + " lease_owner = NULL, lease_until = NULL, updated_at = ? WHERE id = ? AND lease_owner = ?",
                state,
                delivery.attempts() + 1,
                next,
                attempt.status().orElse(null),
                attempt.error().orElse(null),
                attempt.at(),
                delivery.id(),
                owner);
        if (updated == 0) {
            return false;
        }
        sql.update(
                "INSERT INTO webhook_attempts (id, delivery_id, attempted_at, duration_ms, http_status, error, answer) VALUES"
                        + " (?, ?, ?, ?, ?, ?, ?)",
                Ids.next(),
                delivery.id(),
                attempt.at(),
                attempt.durationMs(),
                attempt.status().orElse(null),
                attempt.error().orElse(null),
                attempt.answer().orElse(null));
        return true;
    }

    /** Puts a delivery off without a try. */
    void postpone(Transaction transaction, String id, String owner, Instant next) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_deliveries SET next_at = ?, lease_owner = NULL, lease_until = NULL WHERE id = ? AND"
                                + " lease_owner = ?",
                        next,
                        id,
                        owner);
    }

    /** Gives up what waits for an endpoint that is disabled. */
    void bury(Transaction transaction, String endpointId, String reason, Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE webhook_deliveries SET state = 'DEAD', last_error = ?, updated_at = ? WHERE endpoint_id = ?"
                                + " AND state = 'PENDING'",
                        reason,
                        now,
                        endpointId);
    }

    boolean replay(Transaction transaction, String organizationId, String id, Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE webhook_deliveries SET state = 'PENDING', attempts = 0, next_at = ?, updated_at = ?"
                                        + " WHERE organization_id = ? AND id = ? AND state <> 'PENDING'",
                                now,
                                now,
                                organizationId,
                                id)
                == 1;
    }

    /** The newest first; fewer than asked for where they are long. */
    Rows<Delivery> list(
            Transaction transaction,
            String organizationId,
            Optional<String> endpointId,
            Optional<Delivery.State> state,
            String before,
            int limit) {
        List<Object> values = new ArrayList<>(List.of(organizationId, before));
        endpointId.ifPresent(values::add);
        state.ifPresent(values::add);
        // One more tells whether there are more.
        Sql.Slice<DeliveryText> found = Sql.on(transaction)
                .upTo(
                        Rows.LONGEST,
                        row -> row.payload().length(),
                        "SELECT * FROM " + Sql.byIndex("webhook_deliveries", "ix_webhook_deliveries_newest")
                                + " WHERE organization_id = ? AND id < ?"
                                + (endpointId.isPresent() ? " AND endpoint_id = ?" : "")
                                + (state.isPresent() ? " AND state = ?" : "") + " ORDER BY id DESC FETCH FIRST "
                                + (limit + 1) + " ROWS ONLY",
                        DeliveryStore::read,
                        values.toArray());
        return Rows.first(found, limit).map(DeliveryText::shown);
    }

    Optional<Delivery> find(Transaction transaction, String organizationId, String id) {
        return Sql.on(transaction)
                .first(COLUMNS + " WHERE organization_id = ? AND id = ?", DeliveryStore::read, organizationId, id)
                .map(found -> found.shown().withLog(log(transaction, id)));
    }

    private static List<Delivery.Attempt> log(Transaction transaction, String id) {
        return Sql.on(transaction)
                .list(
                        50,
                        "SELECT * FROM webhook_attempts WHERE delivery_id = ? ORDER BY id DESC",
                        row -> new Delivery.Attempt(
                                Jdbc.instant(row, "attempted_at"),
                                row.getLong("duration_ms"),
                                Optional.ofNullable(Jdbc.number(row, "http_status"))
                                        .map(Long::intValue),
                                Optional.ofNullable(row.getString("error")),
                                Optional.ofNullable(row.getString("answer"))),
                        id);
    }

    void purge(Transaction transaction, Instant before) {
        Sql sql = Sql.on(transaction);
        sql.update(
                "DELETE FROM webhook_attempts WHERE delivery_id IN (SELECT id FROM webhook_deliveries WHERE state <>"
                        + " 'PENDING' AND updated_at < ?)",
                before);
        sql.update("DELETE FROM webhook_deliveries WHERE state <> 'PENDING' AND updated_at < ?", before);
    }

    private static DeliveryText read(ResultSet row) throws SQLException {
        Delivery delivery = new Delivery(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("endpoint_id"),
                row.getString("event_id"),
                row.getString("topic"),
                NullNode.getInstance(),
                Delivery.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Jdbc.instant(row, "next_at"),
                Optional.ofNullable(Jdbc.number(row, "last_status")).map(Long::intValue),
                Optional.ofNullable(row.getString("last_error")),
                Jdbc.instant(row, "created_at"),
                Jdbc.instant(row, "updated_at"),
                List.of());
        return new DeliveryText(delivery, row.getString("payload"));
    }
}
