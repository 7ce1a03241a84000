package org.archipel.integrations.internal.webhook;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.integrations.internal.store.IdTimes;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The rows of received webhooks. */
final class ReceivedStore {
    private static final String NEWEST_FIRST = Sql.byIndex("received_webhooks", "ix_received_webhooks_newest");
    private static final String OLDEST_FIRST = Sql.byIndex("received_webhooks", "ix_received_webhooks_state");
    private static final String INSERT =
            "INSERT INTO received_webhooks (id, organization_id, integration_id, delivery_id, ordering_key, event, headers,"
                    + " body, state, attempts, next_at, received_at, records) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', 0, ?, ?,"
                    + " ?)";

    /**
     * Writes the batch in the hope that all of it is new, as it mostly is: on Derby a look at what is there costs as much as to write it.
     *
     * @return ids of those that were written
     * @throws org.archipel.persistence.DatabaseException on Derby, if one of them is a repetition
     */
    Set<String> insertNew(Transaction transaction, List<ReceivedWebhook> batch) {
        if (transaction.dialect() != Dialect.DERBY) {
            return insert(transaction, batch);
        }
        Sql.on(transaction).batch(INSERT, batch.stream().map(ReceivedStore::row).toList());
        return batch.stream().map(ReceivedWebhook::id).collect(Collectors.toSet());
    }

    /**
     * Writes the batch; a repetition of what is there, or of another in the batch, is left out.
     *
     * @return ids of those that were written
     */
    Set<String> insert(Transaction transaction, List<ReceivedWebhook> batch) {
        Map<String, Map<String, ReceivedWebhook>> fresh = new LinkedHashMap<>();
        batch.forEach(webhook -> fresh.computeIfAbsent(webhook.integrationId(), id -> new LinkedHashMap<>())
                .putIfAbsent(webhook.deliveryId(), webhook));
        fresh.forEach((integration, webhooks) ->
                repetitions(transaction, integration, webhooks).forEach(webhooks::remove));
        List<Object[]> rows = new ArrayList<>();
        Set<String> written = new HashSet<>();
        fresh.values()
                .forEach(webhooks -> webhooks.values().forEach(webhook -> {
                    rows.add(row(webhook));
                    written.add(webhook.id());
                }));
        Sql.on(transaction).batch(INSERT, rows);
        return written;
    }

    /** Writes one; false if it is a repetition. */
    boolean insertOne(Transaction transaction, ReceivedWebhook webhook) {
        repetitions(transaction, webhook.integrationId(), Map.of(webhook.deliveryId(), webhook));
        return Sql.on(transaction).insertIfAbsent(INSERT, row(webhook));
    }

    private static Object[] row(ReceivedWebhook webhook) {
        return new Object[] {
            webhook.id(),
            webhook.organizationId(),
            webhook.integrationId(),
            webhook.deliveryId(),
            webhook.key(),
            webhook.event(),
            Json.write(webhook.headers()),
            webhook.body(),
            webhook.nextAt(),
            webhook.receivedAt(),
            ToldRecords.text(webhook.records())
        };
    }

    private record Known(String id, String deliveryId, Instant receivedAt) {
        boolean isTooOldFor(ReceivedWebhook other) {
            return other.repeatedWithin()
                    .filter(within -> receivedAt.isBefore(other.receivedAt().minus(within)))
                    .isPresent();
        }
    }

    /**
     * Which of the webhooks, by their deliveries' ids, were taken in before. One that was so too long ago gives its delivery's id up.
     */
    private static List<String> repetitions(
            Transaction transaction, String integrationId, Map<String, ReceivedWebhook> webhooks) {
        List<Known> known = Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT id, delivery_id, received_at FROM received_webhooks WHERE integration_id = ?",
                        List.of(integrationId),
                        "delivery_id",
                        List.copyOf(webhooks.keySet()),
                        row -> new Known(
                                row.getString("id"), row.getString("delivery_id"), Jdbc.instant(row, "received_at")));
        Map<Boolean, List<Known>> byAge = known.stream()
                .collect(Collectors.partitioningBy(one -> one.isTooOldFor(webhooks.get(one.deliveryId()))));
        Sql.on(transaction)
                .batch(
                        "UPDATE received_webhooks SET delivery_id = id WHERE id = ?",
                        byAge.get(true).stream()
                                .map(one -> new Object[] {one.id()})
                                .toList());
        return byAge.get(false).stream().map(Known::deliveryId).toList();
    }

    /** The next integration that has webhooks to be processed, after the given one. */
    Optional<String> nextIntegration(Transaction transaction, String after) {
        return Sql.on(transaction)
                .first(
                        "SELECT integration_id FROM received_webhooks WHERE state = 'PENDING' AND integration_id > ? ORDER BY"
                                + " integration_id",
                        row -> row.getString(1),
                        after);
    }

    /** What waits to be processed after the given id, in order of arrival. */
    List<Waiting> waiting(Transaction transaction, String integrationId, String after, int limit) {
        return Sql.on(transaction)
                .list(
                        limit,
                        "SELECT id, ordering_key, next_at FROM " + OLDEST_FIRST
                                + " WHERE state = 'PENDING' AND integration_id = ? AND id > ? ORDER BY id",
                        row -> new Waiting(row.getString(1), row.getString(2), Jdbc.instant(row, "next_at")),
                        integrationId,
                        after);
    }

    /** A webhook that is not read yet. */
    record Waiting(String id, String key, Instant nextAt) {}

    /** Those of the given ones that still wait, in order of arrival; few where they are long. */
    Sql.Slice<ReceivedWebhook> read(Transaction transaction, List<String> ids) {
        return ids.isEmpty()
                ? new Sql.Slice<>(List.of(), false)
                : Sql.on(transaction)
                        .upTo(
                                Rows.LONGEST,
                                webhook -> webhook.body().length,
                                "SELECT * FROM received_webhooks WHERE state = 'PENDING' AND id IN ("
                                        + Sql.marks(ids.size()) + ") ORDER BY id",
                                ReceivedStore::webhook,
                                ids.toArray());
    }

    void done(Transaction transaction, List<String> ids) {
        Sql.on(transaction)
                .batch(
                        "UPDATE received_webhooks SET state = 'DONE', error = NULL WHERE id = ?",
                        ids.stream().map(id -> new Object[] {id}).toList());
    }

    void failed(Transaction transaction, String id, int attempts, String error, Optional<Instant> next) {
        Sql.on(transaction)
                .update(
                        "UPDATE received_webhooks SET state = ?, attempts = ?, error = ?, next_at = ? WHERE id = ?",
                        next.isPresent() ? "PENDING" : "DEAD",
                        attempts,
                        error,
                        next.orElse(Instant.EPOCH),
                        id);
    }

    /** Puts a webhook back to be processed. */
    boolean replay(Transaction transaction, String organizationId, String integrationId, String id, Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE received_webhooks SET state = 'PENDING', attempts = 0, next_at = ? WHERE"
                                        + " organization_id = ? AND integration_id = ? AND id = ? AND state <> 'PENDING'",
                                now,
                                organizationId,
                                integrationId,
                                id)
                == 1;
    }

    /** The newest first; fewer than asked for where they are long. */
    Rows<ReceivedWebhook> list(
            Transaction transaction,
            String organizationId,
            String integrationId,
            String state,
            String before,
            int limit) {
        // One more tells whether there are more.
        Sql.Slice<ReceivedWebhook> found = Sql.on(transaction)
                .upTo(
                        Rows.LONGEST,
                        webhook -> webhook.body().length,
                        "SELECT * FROM " + NEWEST_FIRST
                                + " WHERE organization_id = ? AND integration_id = ? AND state = ? AND"
                                + " id < ? ORDER BY id DESC FETCH FIRST " + (limit + 1) + " ROWS ONLY",
                        ReceivedStore::webhook,
                        organizationId,
                        integrationId,
                        state,
                        before);
        return Rows.first(found, limit);
    }

    Optional<ReceivedWebhook> find(Transaction transaction, String organizationId, String integrationId, String id) {
        return Sql.on(transaction)
                .first(
                        "SELECT * FROM received_webhooks WHERE organization_id = ? AND integration_id = ? AND id = ?",
                        ReceivedStore::webhook,
                        organizationId,
                        integrationId,
                        id);
    }

    int purge(Transaction transaction, Instant before) {
        return Sql.on(transaction)
                .update("DELETE FROM received_webhooks WHERE id < ? AND state = 'DONE'", IdTimes.firstAt(before));
    }

    /** Takes or keeps the lease on an integration's webhooks. */
    boolean lease(Transaction transaction, String integrationId, String owner, Instant now, Instant until) {
        Sql sql = Sql.on(transaction);
        int taken = sql.update(
                "UPDATE webhook_lanes SET owner = ?, lease_until = ? WHERE integration_id = ? AND (owner = ? OR lease_until"
                        + " < ?)",
                owner,
                until,
                integrationId,
                owner,
                now);
        return taken == 1
                || sql.insertIfAbsent(
                        "INSERT INTO webhook_lanes (integration_id, owner, lease_until) VALUES (?, ?, ?)",
                        integrationId,
                        owner,
                        until);
    }

    private static ReceivedWebhook webhook(ResultSet row) throws SQLException {
        return new ReceivedWebhook(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("integration_id"),
                row.getString("delivery_id"),
                row.getString("ordering_key"),
                row.getString("event"),
                Json.read(row.getString("headers"), new TypeReference<Map<String, List<String>>>() {}),
                row.getBytes("body"),
                ReceivedWebhook.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Jdbc.instant(row, "next_at"),
                Optional.ofNullable(row.getString("error")),
                Jdbc.instant(row, "received_at"),
                ToldRecords.of(row.getString("records")),
                Optional.empty());
    }
}
