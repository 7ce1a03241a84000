package org.archipel.persistence.internal;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** What the SQLSTATE of a failure means, for both dialects. */
final class SqlStates {
    /** Serialization failure (both), deadlock (PostgreSQL), lock time-out (Derby). */
    private static final Set<String> LOST_A_RACE = Set.of("40001", "40P01", "40XL1", "40XL2");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> MISSING_TABLE = Set.of("42P01", "42X05");

    private SqlStates() {}

    /** Whether the same work may succeed when it is run again at once. */
    static boolean isLostRace(Throwable failure) {
        return find(failure)
                .map(SQLException::getSQLState)
                .filter(LOST_A_RACE::contains)
                .isPresent();
    }

    static boolean isUniqueViolation(Throwable failure) {
        return find(failure)
                .map(SQLException::getSQLState)
                .filter(UNIQUE_VIOLATION::equals)
                .isPresent();
    }

    static boolean isMissingTable(SQLException failure) {
        return failure.getSQLState() != null && MISSING_TABLE.contains(failure.getSQLState());
    }

    /** Whether the database is away, as opposed to refusing the work. */
    static boolean isConnectionFailure(Throwable failure) {
        return find(failure)
                .filter(e -> e instanceof SQLTransientConnectionException
                        || e.getSQLState() != null
                                && (e.getSQLState().startsWith("08")
                                        || e.getSQLState().startsWith("57P")))
                .isPresent();
    }

    /** The database's failure under those that wrap it; of a batch, the one of the row that failed. */
    static Optional<SQLException> find(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql.getNextException() != null ? sql.getNextException() : sql);
            }
        }
        return Optional.empty();
    }
}
