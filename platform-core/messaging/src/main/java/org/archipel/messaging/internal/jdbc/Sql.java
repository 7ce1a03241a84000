package org.archipel.messaging.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.archipel.persistence.DatabaseException;

/** Statements on a connection of a running transaction; SQL errors surface as {@link DatabaseException}. */
public final class Sql {
    private static final int BATCH = 500;

    private Sql() {}

    /** Number of rows that were changed. */
    public static int update(Connection connection, String sql, Object... values) {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs the statement for each row of values. */
    public static void batch(Connection connection, String sql, List<Object[]> rows) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int pending = 0;
            for (Object[] row : rows) {
                Parameters.bind(statement, row);
                statement.addBatch();
                if (++pending % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public static <T> List<T> list(Connection connection, String sql, RowMapper<T> mapper, Object... values) {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(mapper.map(rows));
            }
            return found;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public static <T> Optional<T> first(Connection connection, String sql, RowMapper<T> mapper, Object... values) {
        List<T> found = list(connection, sql, mapper, values);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** The number in the first row; empty when there is no row, or NULL in it. */
    public static OptionalLong number(Connection connection, String sql, Object... values) {
        return list(connection, sql, rows -> rows.getObject(1) == null ? null : rows.getLong(1), values).stream()
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** So many question marks, for an IN list. */
    public static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    public static DatabaseException failure(SQLException cause) {
        return new DatabaseException(cause);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            Parameters.bind(statement, values);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
