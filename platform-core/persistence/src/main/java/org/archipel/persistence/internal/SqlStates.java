package org.archipel.persistence.internal;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the SQLSTATE of a failure means, for both dialects. */
final class SqlStates {
    /** Serialization failure (both), deadlock (PostgreSQL), lock time-out (Derby). */
    private static final Set<String> LOST_A_RACE = Set.of("40001", "40P01", "40XL1", "40XL2");

    private static final String UNIQUE_VIOLATION = "23505";
    /** Data exceptions: too long, out of range, a character that cannot be stored. */
    private static final String DATA_EXCEPTION = "22";

    private static final Set<String> MISSING_TABLE = Set.of("42P01", "42X05");

    /** Chains of causes may be circles. */
    private static final int DEEPEST = 100;

    private SqlStates() {}

    /** Whether the same work may succeed when it is run again at once. */
    static boolean isLostRace(Throwable failure) {
        return anyMatch(failure, e -> LOST_A_RACE.contains(state(e)));
    }

    static boolean isUniqueViolation(Throwable failure) {
        return anyMatch(failure, e -> UNIQUE_VIOLATION.equals(state(e)));
    }

    /** Whether a value cannot be held by its column, as opposed to work that the database cannot do. */
    static boolean isUnacceptableValue(Throwable failure) {
        return anyMatch(failure, e -> state(e).startsWith(DATA_EXCEPTION));
    }

    static boolean isMissingTable(SQLException failure) {
        return MISSING_TABLE.contains(state(failure));
    }

    /** Whether the database is away, as opposed to refusing the work. */
    static boolean isConnectionFailure(Throwable failure) {
        return anyMatch(
                failure,
                e -> e instanceof SQLTransientConnectionException
                        || state(e).startsWith("08")
                        || state(e).startsWith("57P"));
    }

    /** What the database or the network said, under what the pool said about it. */
    static String reason(SQLException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .filter(SQLException.class::isInstance)
                .reduce(failure, (outer, inner) -> inner)
                .getMessage();
    }

    /** Looks at the database's failures under those that wrap them; of a batch, also at the one of the row that failed. */
    private static boolean anyMatch(Throwable failure, Predicate<SQLException> predicate) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .flatMap(e -> Stream.iterate(e, Objects::nonNull, SQLException::getNextException)
                        .limit(DEEPEST))
                .anyMatch(predicate);
    }

    private static String state(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "");
    }
}
