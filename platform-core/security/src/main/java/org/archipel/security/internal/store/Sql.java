package org.archipel.security.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Runs the statements of the stores that work in transactions of any unit, where no entity manager of ours is at hand. */
final class Sql {
    private Sql() {}

    /** Reads one row; it must not move the cursor. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static int update(Transaction transaction, String sql, Object... parameters) {
        try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    static <T> List<T> query(Transaction transaction, String sql, RowReader<T> reader, Object... parameters) {
        try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
            bind(statement, parameters);
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

    static <T> Optional<T> first(Transaction transaction, String sql, RowReader<T> reader, Object... parameters) {
        return query(transaction, sql, reader, parameters).stream().findFirst();
    }

    /**
     * Inserts a row unless one with the same key is there, and waits for another transaction that is inserting it. The transaction
     * stays usable on both databases.
     */
    static boolean insertIfAbsent(Transaction transaction, String insert, Object... parameters) {
        return switch (transaction.dialect()) {
            case POSTGRESQL -> update(transaction, insert + " ON CONFLICT DO NOTHING", parameters) == 1;
            case DERBY -> insertOnDerby(transaction, insert, parameters);
        };
    }

    /** Derby undoes only the failed statement, not the transaction. */
    private static boolean insertOnDerby(Transaction transaction, String insert, Object... parameters) {
        try (PreparedStatement statement = transaction.connection().prepareStatement(insert)) {
            bind(statement, parameters);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if ("23505".equals(e.getSQLState())) {
                return false;
            }
            throw new DatabaseException(e);
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            int index = i + 1;
            if (value == null) {
                statement.setNull(index, Types.VARCHAR);
            } else if (value instanceof Instant instant) {
                Timestamps.set(statement, index, instant);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(index, bytes);
            } else {
                statement.setObject(index, value);
            }
        }
    }
}
