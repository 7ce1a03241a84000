package org.archipel.rest.internal.idempotency;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/**
 * Keeps which requests with a key are running and how those that ended were answered, for a day. A marker whose process is gone
 * is taken over: at once when it is a former process of this node, else after {@link #ABANDONED}.
 */
final class IdempotencyStore {
    /** How long an answer is repeated. */
    static final Duration KEPT = Duration.ofHours(24);

    /** Age at which a running request of another node counts as lost. */
    static final Duration ABANDONED = Duration.ofMinutes(10);

    private static final int ATTEMPTS = 5;

    private final UnitOfWork work;
    private final Clock clock;
    private final String node;
    private final String process;

    /**
     * @param node this node's lasting id
     * @param process id of this run of the node
     */
    IdempotencyStore(UnitOfWork work, Clock clock, String node, String process) {
        this.work = work;
        this.clock = clock;
        this.node = node;
        this.process = process;
    }

    /** What is known of a request that arrives. */
    sealed interface Known {
        /** Nothing: the caller runs it and must call {@link #complete} or {@link #release}. */
        record Fresh() implements Known {}

        /** It runs elsewhere at this moment. */
        record Running() implements Known {}

        /** It was answered; {@code fingerprint} tells apart another request with the same key. */
        record Answered(String fingerprint, byte[] answer) implements Known {}
    }

    private record Row(String owner, Instant startedAt, Instant expiresAt, String fingerprint, byte[] answer) {}

    Known begin(String id) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.call(transaction -> begin(transaction, id));
            } catch (ConflictException e) {
                // Another request with the same key was first; the next look sees its marker.
                if (attempt == ATTEMPTS) {
                    return new Known.Running();
                }
            }
        }
    }

    private Known begin(Transaction transaction, String id) {
        Optional<Row> found = find(transaction, id);
        Instant now = clock.instant();
        if (found.isEmpty()) {
            insert(transaction, id, now);
            return new Known.Fresh();
        }
        Row row = found.get();
        if (row.expiresAt().isBefore(now) || row.answer() == null && isAbandoned(row, now)) {
            return takeOver(transaction, id, row, now) ? new Known.Fresh() : new Known.Running();
        }
        return row.answer() == null ? new Known.Running() : new Known.Answered(row.fingerprint(), row.answer());
    }

    private boolean isAbandoned(Row row, Instant now) {
        boolean formerProcess =
                row.owner().startsWith(node + "/") && !row.owner().equals(owner());
        return formerProcess || row.startedAt().plus(ABANDONED).isBefore(now);
    }

    private Optional<Row> find(Transaction transaction, String id) {
        try (PreparedStatement query = transaction
                .connection()
                .prepareStatement(
                        "SELECT owner, started_at, expires_at, fingerprint, answer FROM idempotency_keys WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(
                                rows.getString("owner"),
                                Timestamps.get(rows, "started_at"),
                                Timestamps.get(rows, "expires_at"),
                                rows.getString("fingerprint"),
                                rows.getBytes("answer")))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private void insert(Transaction transaction, String id, Instant now) {
        try (PreparedStatement insert = transaction
                .connection()
                .prepareStatement(
                        "INSERT INTO idempotency_keys (id, owner, started_at, expires_at) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, owner());
            Timestamps.set(insert, 3, now);
            Timestamps.set(insert, 4, now.plus(KEPT));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Only one of several that find the same lost marker wins: the row must still be the one that was read. */
    private boolean takeOver(Transaction transaction, String id, Row row, Instant now) {
        try (PreparedStatement update = transaction
                .connection()
                .prepareStatement("UPDATE idempotency_keys SET owner = ?, started_at = ?, expires_at = ?,"
                        + " fingerprint = NULL, answer = NULL WHERE id = ? AND owner = ? AND started_at = ?")) {
            update.setString(1, owner());
            Timestamps.set(update, 2, now);
            Timestamps.set(update, 3, now.plus(KEPT));
            update.setString(4, id);
            update.setString(5, row.owner());
            Timestamps.set(update, 6, row.startedAt());
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Keeps the answer; nothing happens if the marker was taken over meanwhile. */
    void complete(String id, String fingerprint, byte[] answer) {
        execute("UPDATE idempotency_keys SET fingerprint = ?, answer = ? WHERE id = ? AND owner = ?", update -> {
            update.setString(1, fingerprint);
            update.setBytes(2, answer);
            update.setString(3, id);
            update.setString(4, owner());
        });
    }

    /** Forgets a request that had no effect; its key may be used again. */
    void release(String id) {
        execute("DELETE FROM idempotency_keys WHERE id = ? AND owner = ? AND answer IS NULL", delete -> {
            delete.setString(1, id);
            delete.setString(2, owner());
        });
    }

    /** Removes what is older than a day. */
    int removeExpired() {
        Instant now = clock.instant();
        return execute("DELETE FROM idempotency_keys WHERE expires_at < ?", delete -> Timestamps.set(delete, 1, now));
    }

    private int execute(String sql, Parameters parameters) {
        return work.call(transaction -> {
            try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
                parameters.set(statement);
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        });
    }

    private String owner() {
        return node + "/" + process;
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
