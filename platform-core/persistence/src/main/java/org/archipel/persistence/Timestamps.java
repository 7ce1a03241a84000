package org.archipel.persistence;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/**
 * Instants in {@code ${timestamp}} columns: always UTC, whatever the default zone of the JVM, and to the microsecond, which is what
 * both dialects keep.
 */
public final class Timestamps {
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Timestamps() {}

    /** Whether it is of the years 1 to 9999, which ISO 8601 writes with four digits and both dialects keep. */
    public static boolean keeps(Instant instant) {
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }

    /** The instant as the database keeps it; use it where a value is compared with a stored one. */
    public static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** @param instant null writes NULL */
    public static void set(PreparedStatement statement, int index, Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.TIMESTAMP);
        } else {
            statement.setTimestamp(index, Timestamp.from(stored(instant)), utc());
        }
    }

    /** The value of a column that is NOT NULL. */
    public static Instant get(ResultSet row, String column) throws SQLException {
        return find(row, column)
                .orElseThrow(() -> new SQLException("The column " + column + " is null, but has to have a value."));
    }

    /** The value of a column; empty for NULL. */
    public static Optional<Instant> find(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column, utc())).map(Timestamp::toInstant);
    }

    /** The value of the column at an index from 1; empty for NULL. */
    public static Optional<Instant> find(ResultSet row, int index) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(index, utc())).map(Timestamp::toInstant);
    }

    /** A calendar of its own for each call: drivers change the fields of the one they get. */
    private static Calendar utc() {
        return new GregorianCalendar(UTC, Locale.ROOT);
    }
}
