package org.archipel.sandbox.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Plain JDBC on a transaction. */
final class Sql {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Transaction transaction;

    private Sql(Transaction transaction) {
        this.transaction = transaction;
    }

    static Sql on(Transaction transaction) {
        return new Sql(transaction);
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement; how many rows it changed. */
    int update(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Inserts a row; leaves one that is there already, also one that another transaction makes at the same time. */
    void insertIfAbsent(String sql, Object... values) {
        // PostgreSQL gives the whole transaction up at an error, Derby only the statement.
        boolean derby = transaction.dialect() == Dialect.DERBY;
        try (PreparedStatement statement = prepare(derby ? sql : sql + " ON CONFLICT DO NOTHING", values)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            if (!derby || !UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw new DatabaseException(e);
            }
        }
    }

    <T> List<T> list(int limit, String sql, Row<T> reader, Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.setMaxRows(limit);
            List<T> result = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    result.add(reader.read(rows));
                }
            }
            return result;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    <T> Optional<T> first(String sql, Row<T> reader, Object... values) {
        return list(1, sql, reader, values).stream().findFirst();
    }

    /** The column in the order of its characters, whatever the database's own order is. */
    String byCharacters(String column) {
        return transaction.dialect() == Dialect.POSTGRESQL ? column + " COLLATE \"C\"" : column;
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = transaction.connection().prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Instant instant) {
                Timestamps.set(statement, i + 1, instant);
            } else if (values[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (values[i] instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else {
                statement.setString(i + 1, (String) values[i]);
            }
        }
        return statement;
    }
}
