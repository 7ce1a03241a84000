package org.archipel.integrations.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Plain JDBC on a transaction's connection, without its ceremony. Times are bound and read as UTC. */
public final class Jdbc {
    private final Connection connection;

    /** How many rows may be read in vain for each key, before looking each up costs less. */
    private static final int OTHERS_PER_KEY = 2;

    private Jdbc(Connection connection) {
        this.connection = connection;
    }

    public static Jdbc on(Transaction transaction) {
        return new Jdbc(transaction.connection());
    }

    /** Runs a query and maps each row. */
    public <T> List<T> list(String sql, Binder binder, RowMapper<T> mapper) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            List<T> result = new ArrayList<>();
            collect(statement, mapper, result);
            return result;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, Binder binder, RowMapper<T> mapper) {
        return list(sql, binder, mapper).stream().findFirst();
    }

    /**
     * Rows whose key column has one of the given values. On PostgreSQL by one indexed look-up for each key, all in one statement; on
     * Derby by one scan from the least key to the greatest, as providers mostly list by key, or else by a look-up for each. Given
     * the keys as a list both would scan the whole table.
     *
     * @param sql a query that ends in a complete {@code WHERE} condition on the other columns of the key
     * @param prefix values of the query's own parameters
     * @param column the key column
     */
    public <T> List<T> listByKeys(
            Dialect dialect, String sql, List<String> prefix, String column, List<String> keys, RowMapper<T> mapper) {
        if (keys.isEmpty()) {
            return List.of();
        }
        String lookUp = sql + " AND " + column + " = ";
        try {
            if (dialect == Dialect.POSTGRESQL) {
                return lookUpTogether(lookUp, prefix, keys, mapper);
            }
            Optional<List<T>> inRange = lookUpRange(sql, prefix, column, keys, mapper);
            return inRange.isPresent() ? inRange.get() : lookUpEach(lookUp, prefix, keys, mapper);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private <T> List<T> lookUpTogether(String lookUp, List<String> prefix, List<String> keys, RowMapper<T> mapper)
            throws SQLException {
        // OFFSET keeps the planner from turning the look-ups into a join that reads the whole table.
        String sql = "SELECT found.* FROM unnest(?::text[]) AS asked (asked_key) CROSS JOIN LATERAL (" + lookUp
                + "asked.asked_key OFFSET 0) AS found";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            bind(statement, 2, prefix);
            List<T> result = new ArrayList<>(keys.size());
            collect(statement, mapper, result);
            return result;
        }
    }

    /** Empty where so many other rows lie between the keys that a look-up for each is cheaper. */
    private <T> Optional<List<T>> lookUpRange(
            String sql, List<String> prefix, String column, List<String> keys, RowMapper<T> mapper)
            throws SQLException {
        Set<String> wanted = new HashSet<>(keys);
        int most = OTHERS_PER_KEY * keys.size();
        try (PreparedStatement statement =
                connection.prepareStatement(sql + " AND " + column + " >= ? AND " + column + " <= ?")) {
            bind(statement, 1, prefix);
            bind(statement, prefix.size() + 1, List.of(Collections.min(wanted), Collections.max(wanted)));
            List<T> result = new ArrayList<>(keys.size());
            int others = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (wanted.contains(rows.getString(column))) {
                        result.add(mapper.map(rows));
                    } else if (++others > most) {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(result);
        }
    }

    private <T> List<T> lookUpEach(String lookUp, List<String> prefix, List<String> keys, RowMapper<T> mapper)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lookUp + "?")) {
            bind(statement, 1, prefix);
            List<T> result = new ArrayList<>(keys.size());
            for (String key : keys) {
                statement.setString(prefix.size() + 1, key);
                collect(statement, mapper, result);
            }
            return result;
        }
    }

    private static void bind(PreparedStatement statement, int from, List<String> texts) throws SQLException {
        for (int i = 0; i < texts.size(); i++) {
            statement.setString(from + i, texts.get(i));
        }
    }

    /**
     * Inserts rows that differ in text columns only: on PostgreSQL in one statement with an array for each such column, on Derby as
     * a batch.
     *
     * @param fixed columns with one value for all rows
     * @param values binds those, from the first parameter on
     * @param varying columns with a text of each row
     * @param rows the texts, in the order of the columns
     */
    public void insert(
            Dialect dialect,
            String table,
            List<String> fixed,
            Binder values,
            List<String> varying,
            List<String[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String into =
                "INSERT INTO " + table + " (" + String.join(", ", fixed) + ", " + String.join(", ", varying) + ")";
        try {
            if (dialect == Dialect.POSTGRESQL) {
                insertArrays(into, fixed.size(), values, varying.size(), rows);
            } else {
                insertBatch(into, fixed.size(), values, varying.size(), rows);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private void insertArrays(String into, int fixed, Binder values, int varying, List<String[]> rows)
            throws SQLException {
        String sql = into + " SELECT " + "?, ".repeat(fixed) + "u.* FROM unnest(" + repeated("?::text[]", varying)
                + ") AS u";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            values.bind(statement);
            for (int column = 0; column < varying; column++) {
                String[] texts = new String[rows.size()];
                for (int row = 0; row < texts.length; row++) {
                    texts[row] = rows.get(row)[column];
                }
                statement.setArray(fixed + column + 1, connection.createArrayOf("text", texts));
            }
            statement.executeUpdate();
        }
    }

    private void insertBatch(String into, int fixed, Binder values, int varying, List<String[]> rows)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(into + " VALUES (" + repeated("?", fixed + varying) + ")")) {
            for (String[] row : rows) {
                values.bind(statement);
                for (int column = 0; column < varying; column++) {
                    statement.setString(fixed + column + 1, row[column]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static String repeated(String part, int count) {
        return String.join(", ", Collections.nCopies(count, part));
    }

    private static <T> void collect(PreparedStatement statement, RowMapper<T> mapper, List<T> result)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                result.add(mapper.map(rows));
            }
        }
    }

    /** Runs one statement and returns how many rows it changed. */
    public int update(String sql, Binder binder) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs one statement for each item in a single batch and returns how many rows each changed. */
    public <T> int[] batch(String sql, List<T> items, BatchBinder<T> binder) {
        if (items.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T item : items) {
                binder.bind(statement, item);
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Binds a time, or null. */
    public static void bind(PreparedStatement statement, int index, Instant time) throws SQLException {
        Timestamps.set(statement, index, time);
    }

    /** Binds a number, or null. */
    public static void bind(PreparedStatement statement, int index, Long number) throws SQLException {
        if (number == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, number);
        }
    }

    /** Reads a time; null for null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Timestamps.find(row, column).orElse(null);
    }

    /** Reads a number; null for null. */
    public static Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    public interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Sets the parameters of a statement for one item of a batch. */
    @FunctionalInterface
    public interface BatchBinder<T> {
        void bind(PreparedStatement statement, T item) throws SQLException;
    }

    /** Reads the row that the result stands at. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
