package org.archipel.messaging.internal.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** How far each subscription got, which node delivers for it, and what it has to be given again. */
final class SubscriptionStore {
    private static final int MAX_MESSAGE = 2000;
    // Events of its own organization that a subscription has not seen, and that are to be forgotten.
    private static final String MISSED =
            " FROM outbox_events e WHERE e.organization_id = outbox_subscriptions.organization_id"
                    + " AND e.seq > outbox_subscriptions.seq AND e.occurred_at < ? AND e.seq < ?";

    boolean exists(Transaction transaction, String name) {
        return Sql.on(transaction)
                .number("SELECT seq FROM outbox_subscriptions WHERE name = ?", name)
                .isPresent();
    }

    /**
     * Adds a subscription that begins after the given place.
     *
     * @param organizationId empty if it needs the events of all organizations
     */
    void insert(Transaction transaction, String name, Optional<String> organizationId, long seq, Instant now) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO outbox_subscriptions (name, organization_id, seq, seen_at) VALUES (?, ?, ?, ?)",
                        name,
                        organizationId.orElse(null),
                        seq,
                        now);
    }

    /** Makes one of before subscriptions had an organization that of the organization. */
    void own(Transaction transaction, String name, String organizationId) {
        Sql.on(transaction)
                .update(
                        "UPDATE outbox_subscriptions SET organization_id = ? WHERE name = ? AND organization_id IS NULL",
                        organizationId,
                        name);
    }

    /** Takes or prolongs the lease for the node; whether it holds it now. */
    boolean hold(Transaction transaction, String name, String node, Instant now, Instant until) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE outbox_subscriptions SET holder = ?, held_until = ?, seen_at = ? WHERE name = ?"
                                        + " AND (holder IS NULL OR holder = ? OR held_until < ?)",
                                node,
                                until,
                                now,
                                name,
                                node,
                                now)
                == 1;
    }

    /** Prolongs a lease that the node still has. */
    void prolong(Transaction transaction, String name, String node, Instant until) {
        Sql.on(transaction)
                .update(
                        "UPDATE outbox_subscriptions SET held_until = ? WHERE name = ? AND holder = ?",
                        until,
                        name,
                        node);
    }

    /** The last place that was delivered. */
    OptionalLong seq(Transaction transaction, String name) {
        return Sql.on(transaction).number("SELECT seq FROM outbox_subscriptions WHERE name = ?", name);
    }

    /** Remembers the last delivered place; false if the node lost its lease. */
    boolean advance(Transaction transaction, String name, String node, long seq) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE outbox_subscriptions SET seq = ? WHERE name = ? AND holder = ?",
                                seq,
                                name,
                                node)
                == 1;
    }

    /** Gives the lease back, so that another node need not wait for its end. */
    void release(Transaction transaction, String name, String node) {
        Sql.on(transaction)
                .update("UPDATE outbox_subscriptions SET holder = NULL WHERE name = ? AND holder = ?", name, node);
    }

    /** The place from which on events are still needed by a subscription to the events of all organizations. */
    long neededFrom(Transaction transaction, long last) {
        return Sql.on(transaction)
                        .number("SELECT MIN(seq) FROM outbox_subscriptions WHERE organization_id IS NULL")
                        .orElse(last)
                + 1;
    }

    /**
     * Counts for the subscriptions of organizations what they miss when events are forgotten.
     *
     * @param limit events that happened before it are
     * @param keepFrom except those at and after this place
     */
    void countMissed(Transaction transaction, Instant limit, long keepFrom) {
        Sql.on(transaction)
                .update(
                        "UPDATE outbox_subscriptions SET missed = missed + (SELECT COUNT(*)" + MISSED
                                + ") WHERE EXISTS (SELECT 1" + MISSED + ")",
                        limit,
                        keepFrom,
                        limit,
                        keepFrom);
    }

    /** How many events a subscription missed; told once. */
    long takeMissed(Transaction transaction, String name) {
        long missed = Sql.on(transaction)
                .number("SELECT missed FROM outbox_subscriptions WHERE name = ?", name)
                .orElse(0);
        if (missed > 0) {
            Sql.on(transaction).update("UPDATE outbox_subscriptions SET missed = 0 WHERE name = ?", name);
        }
        return missed;
    }

    /** Forgets subscriptions of an organization by what their names begin with, with their deliveries. */
    void forget(Transaction transaction, String organizationId, String prefix) {
        Sql sql = Sql.on(transaction);
        List<String> names = sql.list(
                "SELECT name FROM outbox_subscriptions WHERE organization_id = ? AND SUBSTR(name, 1, ?) = ?",
                row -> row.getString(1),
                organizationId,
                prefix.length(),
                prefix);
        for (String name : names) {
            sql.update("DELETE FROM outbox_retries WHERE subscription = ?", name);
            sql.update("DELETE FROM outbox_subscriptions WHERE name = ?", name);
        }
    }

    /** Forgets subscriptions that no node has served since the given time, with their deliveries. */
    void forgetUnseen(Transaction transaction, Instant limit) {
        Sql.on(transaction)
                .update(
                        "DELETE FROM outbox_retries WHERE subscription IN"
                                + " (SELECT name FROM outbox_subscriptions WHERE seen_at < ?)",
                        limit);
        Sql.on(transaction).update("DELETE FROM outbox_subscriptions WHERE seen_at < ?", limit);
    }

    /** Forgets deliveries of events that are not kept anymore. */
    void forgetWithoutEvent(Transaction transaction) {
        Sql.on(transaction)
                .update("DELETE FROM outbox_retries WHERE seq < (SELECT MIN(seq) FROM outbox_events WHERE seq > 0)");
    }

    void touch(Transaction transaction, String name, Instant now) {
        Sql.on(transaction).update("UPDATE outbox_subscriptions SET seen_at = ? WHERE name = ?", now, name);
    }

    void insertRetry(Transaction transaction, String name, StoredEvent event, Retry retry) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO outbox_retries (subscription, seq, organization_id, event_id, subject, attempts,"
                                + " next_attempt_at, dead, error_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        name,
                        event.seq(),
                        event.organizationId(),
                        event.event().id(),
                        event.event().subject(),
                        retry.attempts(),
                        retry.nextAttemptAt(),
                        false,
                        cut(retry.error()));
    }

    /** Subjects with deliveries that failed and are not given up: what comes later for them waits behind. */
    List<Subject> blocked(Transaction transaction, String name) {
        return Sql.on(transaction)
                .list(
                        "SELECT DISTINCT organization_id, subject FROM outbox_retries WHERE subscription = ? AND dead = ?",
                        row -> new Subject(row.getString(1), row.getString(2)),
                        name,
                        false);
    }

    /** The first delivery of each blocked subject, as far as its time has come. */
    List<Retry> due(Transaction transaction, String name, Instant now, int limit) {
        return Sql.on(transaction)
                .list(
                        "SELECT r.* FROM outbox_retries r WHERE r.subscription = ? AND r.dead = ? AND r.next_attempt_at <= ?"
                                + " AND NOT EXISTS (SELECT 1 FROM outbox_retries e WHERE e.subscription = r.subscription"
                                + " AND e.organization_id = r.organization_id AND e.subject = r.subject AND e.dead = ?"
                                + " AND e.seq < r.seq) ORDER BY r.seq FETCH FIRST " + limit + " ROWS ONLY",
                        SubscriptionStore::readRetry,
                        name,
                        false,
                        now,
                        false);
    }

    void failedAgain(Transaction transaction, String name, Retry retry, boolean dead) {
        Sql.on(transaction)
                .update(
                        "UPDATE outbox_retries SET attempts = ?, next_attempt_at = ?, dead = ?, error_message = ?"
                                + " WHERE subscription = ? AND seq = ?",
                        retry.attempts(),
                        retry.nextAttemptAt(),
                        dead,
                        cut(retry.error()),
                        name,
                        retry.seq());
    }

    void delivered(Transaction transaction, String name, long seq) {
        Sql.on(transaction).update("DELETE FROM outbox_retries WHERE subscription = ? AND seq = ?", name, seq);
    }

    /** Deliveries to the organization's events that were given up, the newest first. */
    List<DeadDelivery> dead(
            Transaction transaction, String organizationId, Optional<DeadDelivery.Place> after, int limit) {
        DeadDelivery.Place place = after.orElse(DeadDelivery.Place.NEWEST);
        return Sql.on(transaction)
                .list(
                        "SELECT r.subscription, r.seq, r.event_id, r.subject, r.attempts, r.error_message, e.topic, e.occurred_at"
                                + " FROM outbox_retries r JOIN outbox_events e ON e.id = r.event_id"
                                + " WHERE r.organization_id = ? AND r.dead = ?"
                                + " AND (r.seq < ? OR r.seq = ? AND r.subscription > ?)"
                                + " ORDER BY r.seq DESC, r.subscription FETCH FIRST " + limit + " ROWS ONLY",
                        row -> new DeadDelivery(
                                row.getString("subscription"),
                                row.getLong("seq"),
                                row.getString("event_id"),
                                row.getString("topic"),
                                row.getString("subject"),
                                row.getInt("attempts"),
                                row.getString("error_message"),
                                Timestamps.get(row, "occurred_at")),
                        organizationId,
                        true,
                        place.seq(),
                        place.seq(),
                        place.subscription());
    }

    /** Gives the deliveries of an event that were given up another try; how many there were. */
    int revive(Transaction transaction, String organizationId, String eventId, Instant now) {
        return Sql.on(transaction)
                .update(
                        "UPDATE outbox_retries SET dead = ?, attempts = 0, next_attempt_at = ?"
                                + " WHERE organization_id = ? AND event_id = ? AND dead = ?",
                        false,
                        now,
                        organizationId,
                        eventId,
                        true);
    }

    private static Retry readRetry(ResultSet row) throws SQLException {
        return new Retry(
                row.getLong("seq"),
                row.getInt("attempts"),
                Timestamps.get(row, "next_attempt_at"),
                row.getString("error_message"));
    }

    private static String cut(String message) {
        return message == null || message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }

    record Subject(String organizationId, String subject) {}

    /** @param error null when it did not fail itself, but waits behind one that did */
    record Retry(long seq, int attempts, Instant nextAttemptAt, String error) {}
}
