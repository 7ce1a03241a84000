package org.archipel.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Plain JDBC on a transaction, for tables without entities and for hot paths. Values are bound alike on both dialects: instants in
 * UTC, enums by their name, JSON as text, nulls without a type. Failures come as {@link DatabaseException}.
 */
public final class Sql {
    /** Rows that are sent at a time; more gains nothing on either database and takes memory. */
    private static final int BATCH = 500;

    /** Rows that are fetched at a time where each may be large, until the first ones were not. */
    private static final int HEAVY_ROWS = 10;

    private static final int LIGHT_ROWS = 200;
    private static final int LIGHT_PART = 100;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Transaction transaction;

    private Sql(Transaction transaction) {
        this.transaction = transaction;
    }

    public static Sql on(Transaction transaction) {
        return new Sql(transaction);
    }

    /** Reads the row that the cursor is at; it does not move the cursor. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement; how many rows it changed. */
    public int update(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs the statement once for each array of values. */
    public void batch(String sql, Iterable<Object[]> rows) {
        try (PreparedStatement statement = prepare(sql)) {
            int pending = 0;
            for (Object[] values : rows) {
                bind(statement, values);
                statement.addBatch();
                if (++pending == BATCH) {
                    statement.executeBatch();
                    pending = 0;
                }
            }
            if (pending > 0) {
                statement.executeBatch();
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Inserts a row unless one with the same key is there, and waits for another transaction that is inserting it. The transaction
     * stays usable on both databases.
     *
     * @param insert an {@code INSERT} without a conflict clause
     * @return whether the row was inserted
     */
    public boolean insertIfAbsent(String insert, Object... values) {
        // PostgreSQL gives the whole transaction up at an error, Derby the statement only.
        boolean derby = transaction.dialect() == Dialect.DERBY;
        try (PreparedStatement statement = prepare(derby ? insert : insert + " ON CONFLICT DO NOTHING")) {
            bind(statement, values);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (derby && UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw new DatabaseException(e);
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(String sql, Row<T> reader, Object... values) {
        return list(0, sql, reader, values);
    }

    /** The first rows of a query; the limit is the driver's, so that the same statement runs on both databases. */
    public <T> List<T> list(int limit, String sql, Row<T> reader, Object... values) {
        try (PreparedStatement statement = prepare(sql)) {
            statement.setMaxRows(limit);
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Rows of a query, as many as weigh no more than a bound together, but at least one. Those behind are not read: rows whose content
     * others chose may be few and still take all memory, most of all when something is made of them.
     *
     * @param weigher tells what a row weighs, such as its characters
     */
    public <T> Slice<T> upTo(long most, ToLongFunction<T> weigher, String sql, Row<T> reader, Object... values) {
        try (PreparedStatement statement = prepare(sql)) {
            // Otherwise PostgreSQL's driver has all rows in memory before the first one is read.
            statement.setFetchSize(HEAVY_ROWS);
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                long weight = 0;
                while (rows.next()) {
                    T row = reader.read(rows);
                    weight += weigher.applyAsLong(row);
                    if (weight > most && !found.isEmpty()) {
                        return new Slice<>(found, true);
                    }
                    found.add(row);
                    if (found.size() == HEAVY_ROWS && weight < most / LIGHT_PART) {
                        rows.setFetchSize(LIGHT_ROWS);
                    }
                }
                return new Slice<>(found, false);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Rows from the beginning of a result.
     *
     * @param cut whether there are more, which were not read
     */
    public record Slice<T>(List<T> rows, boolean cut) {}

    /** The first row of a query, if there is one. */
    public <T> Optional<T> first(String sql, Row<T> reader, Object... values) {
        return list(1, sql, reader, values).stream().findFirst();
    }

    /** The number in the first row; empty when there is no row, or null in it. */
    public OptionalLong number(String sql, Object... values) {
        return first(
                        sql,
                        row -> {
                            long number = row.getLong(1);
                            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
                        },
                        values)
                .orElse(OptionalLong.empty());
    }

    /** The column in the order of its characters, whatever order the database has for texts; for {@code ORDER BY}. */
    public String byCharacters(String column) {
        return transaction.dialect() == Dialect.POSTGRESQL ? column + " COLLATE \"C\"" : column;
    }

    /**
     * A table for a {@code FROM} clause, read by one of its indexes: for the first rows in the order of that index. Without the hint
     * Derby, once it has statistics, would rather read and sort all of them. PostgreSQL, which needs none, takes it for a comment.
     */
    public static String byIndex(String table, String index) {
        return table + " --DERBY-PROPERTIES index=" + index + "\n";
    }

    /** As {@link #byIndex}, by the index of a primary key or another constraint. */
    public static String byKey(String table, String constraint) {
        return table + " --DERBY-PROPERTIES constraint=" + constraint + "\n";
    }

    /** So many question marks, for an {@code IN} list. */
    public static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return transaction.connection().prepareStatement(sql);
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int index = 1; index <= values.length; index++) {
            var value = values[index - 1];
            if (value instanceof Instant instant) {
                Timestamps.set(statement, index, instant);
            } else if (value instanceof Enum<?> constant) {
                statement.setString(index, constant.name());
            } else if (value instanceof JsonNode json) {
                statement.setString(index, JsonColumn.write(json));
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(index, bytes);
            } else {
                statement.setObject(index, value);
            }
        }
    }
}
