package org.archipel.messaging.internal.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.event.Event;
import org.archipel.persistence.JsonColumn;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/**
 * The table of events.
 *
 * <p>An event is written without a place in the stream. The place is given after its transaction committed, by whoever holds the
 * lock of the sequence row, and is committed before the next one is given. So places become visible in their order and without
 * gaps: a reader that remembers the last place it saw never misses an event of a transaction that committed late.
 */
public final class EventStore {
    // Characters of data: all subscriptions read, each for itself, on threads that all organizations share.
    private static final long LONGEST_PAGE = 1 << 18;

    private static final String FORGET = "DELETE FROM outbox_events WHERE occurred_at < ? AND seq > 0 AND seq < ?";
    private static final String NEEDED_BY_NONE =
            " AND NOT EXISTS (SELECT 1 FROM outbox_subscriptions s WHERE s.organization_id = outbox_events.organization_id"
                    + " AND s.seq < outbox_events.seq)";

    private static final String COLUMNS = "SELECT id, seq, organization_id, topic, subject, data, occurred_at FROM ";

    void insert(Transaction transaction, String organizationId, List<Event> events) {
        List<Object[]> rows = new ArrayList<>(events.size());
        for (Event event : events) {
            rows.add(new Object[] {
                event.id(), 0L, organizationId, event.topic(), event.subject(), event.data(), event.at()
            });
        }
        Sql.on(transaction)
                .batch(
                        "INSERT INTO outbox_events (id, seq, organization_id, topic, subject, data, occurred_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        rows);
    }

    /** What an event is about for those who want to know whether it is of use to them. */
    record News(String organizationId, String topic) {}

    /**
     * Events that were given places, one after the other.
     *
     * @param first the place of the first one; of no meaning when there is none
     */
    record Placed(long first, List<News> news) {
        long last() {
            return first + news.size() - 1;
        }
    }

    /** What was given its place; empty when there was nothing to do. */
    Placed givePlaces(Transaction transaction, int limit) {
        if (unplaced(transaction, 1).isEmpty()) {
            return new Placed(0, List.of());
        }
        Sql.on(transaction).update("UPDATE outbox_sequence SET last_seq = last_seq WHERE name = 'events'");
        long last = lastSeq(transaction);
        long first = last + 1;
        List<Unplaced> found = unplaced(transaction, limit);
        List<Object[]> rows = new ArrayList<>(found.size());
        for (Unplaced event : found) {
            rows.add(new Object[] {++last, event.id()});
        }
        Sql.on(transaction).batch("UPDATE outbox_events SET seq = ? WHERE id = ?", rows);
        Sql.on(transaction).update("UPDATE outbox_sequence SET last_seq = ? WHERE name = 'events'", last);
        return new Placed(first, found.stream().map(Unplaced::news).toList());
    }

    private static List<Unplaced> unplaced(Transaction transaction, int limit) {
        return Sql.on(transaction)
                .list(
                        "SELECT id, organization_id, topic FROM outbox_events WHERE seq = 0 ORDER BY id FETCH FIRST "
                                + limit + " ROWS ONLY",
                        row -> new Unplaced(row.getString(1), new News(row.getString(2), row.getString(3))));
    }

    private record Unplaced(String id, News news) {}

    /** What the events after a place up to another one are about. */
    List<News> news(Transaction transaction, long after, long upTo) {
        return Sql.on(transaction)
                .list(
                        "SELECT DISTINCT organization_id, topic FROM "
                                + Sql.byIndex("outbox_events", "outbox_events_by_seq") + " WHERE seq > ? AND seq <= ?",
                        row -> new News(row.getString(1), row.getString(2)),
                        after,
                        upTo);
    }

    /** The last place that was given. */
    public long lastSeq(Transaction transaction) {
        return Sql.on(transaction)
                .number("SELECT last_seq FROM outbox_sequence WHERE name = 'events'")
                .orElse(0);
    }

    /** Events of all organizations after a place, in order. */
    public EventPage after(Transaction transaction, long seq, int limit) {
        return page(
                transaction,
                limit,
                COLUMNS + Sql.byIndex("outbox_events", "outbox_events_by_seq") + " WHERE seq > ? ORDER BY seq",
                Math.max(0, seq));
    }

    /** Events of one organization after a place, in order. */
    public EventPage after(Transaction transaction, String organizationId, long seq, int limit) {
        return page(
                transaction,
                limit,
                COLUMNS + Sql.byIndex("outbox_events", "outbox_events_of_organization")
                        + " WHERE organization_id = ? AND seq > ? ORDER BY seq",
                organizationId,
                Math.max(0, seq));
    }

    /** Events of one organization before a place, the newest first. */
    EventPage newest(
            Transaction transaction,
            String organizationId,
            Optional<String> topic,
            Optional<String> subject,
            long before,
            int limit) {
        String index = topic.isPresent() ? "outbox_events_by_topic" : "outbox_events_newest";
        StringBuilder sql = new StringBuilder(
                COLUMNS + Sql.byIndex("outbox_events", index) + " WHERE organization_id = ? AND seq > 0 AND seq < ?");
        List<Object> values = new ArrayList<>(List.of(organizationId, before));
        topic.ifPresent(wanted -> {
            sql.append(" AND topic = ?");
            values.add(wanted);
        });
        subject.ifPresent(wanted -> {
            sql.append(" AND subject = ?");
            values.add(wanted);
        });
        return page(transaction, limit, sql.append(" ORDER BY seq DESC").toString(), values.toArray());
    }

    private static EventPage page(Transaction transaction, int limit, String sql, Object... values) {
        // One more tells whether there are more.
        Sql.Slice<Row> slice = Sql.on(transaction)
                .upTo(
                        LONGEST_PAGE,
                        row -> row.data().length(),
                        sql + " FETCH FIRST " + (limit + 1) + " ROWS ONLY",
                        Row::read,
                        values);
        boolean more = slice.cut() || slice.rows().size() > limit;
        return new EventPage(slice.rows().stream().limit(limit).map(Row::event).toList(), more);
    }

    /** The event at a place; empty when it is forgotten. */
    Optional<StoredEvent> at(Transaction transaction, long seq) {
        return Sql.on(transaction)
                .first(COLUMNS + "outbox_events WHERE seq = ?", Row::read, seq)
                .map(Row::event);
    }

    /**
     * Forgets events that happened before the given time, except those at and after a place, and those that a subscription of their
     * organization has not seen.
     */
    int deleteBefore(Transaction transaction, Instant limit, long keepFrom) {
        return Sql.on(transaction).update(FORGET + NEEDED_BY_NONE, limit, keepFrom);
    }

    /** Forgets events that happened before the given time, except those at and after a place. */
    int deleteEvenNeeded(Transaction transaction, Instant limit, long keepFrom) {
        return Sql.on(transaction).update(FORGET, limit, keepFrom);
    }

    /** An event whose data is still a text. */
    private record Row(
            long seq, String organizationId, String id, String topic, String subject, String data, Instant at) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("seq"),
                    row.getString("organization_id"),
                    row.getString("id"),
                    row.getString("topic"),
                    row.getString("subject"),
                    row.getString("data"),
                    Timestamps.get(row, "occurred_at"));
        }

        StoredEvent event() {
            Event event = new Event(id, topic, subject, (ObjectNode) JsonColumn.read(data), at);
            return new StoredEvent(seq, organizationId, event, data.length());
        }
    }
}
