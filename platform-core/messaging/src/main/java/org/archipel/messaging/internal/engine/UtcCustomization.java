package org.archipel.messaging.internal.engine;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Timestamps;

/** How the scheduler library speaks to each dialect: times are UTC in zone-less columns. */
final class UtcCustomization {
    private UtcCustomization() {}

    static JdbcCustomization of(Dialect dialect) {
        return switch (dialect) {
            case DERBY -> new Derby();
            case POSTGRESQL -> new Postgres();
        };
    }

    /** Derby refuses {@code OffsetDateTime} and untyped nulls, and has no SKIP LOCKED: candidates are fetched, then picked. */
    private static final class Derby extends DefaultJdbcCustomization {
        Derby() {
            super(true);
        }

        @Override
        public String getName() {
            return "Derby";
        }

        @Override
        public void setInstant(PreparedStatement statement, int index, Instant value) throws SQLException {
            Timestamps.set(statement, index, value);
        }

        @Override
        public Instant getInstant(ResultSet row, String column) throws SQLException {
            return Timestamps.find(row, column).orElse(null);
        }

        @Override
        public void setTaskData(PreparedStatement statement, int index, byte[] value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.BLOB);
            } else {
                statement.setBytes(index, value);
            }
        }
    }

    /** Picks due executions in one statement with SKIP LOCKED; its own binding shares a calendar between threads, this does not. */
    private static final class Postgres extends PostgreSqlJdbcCustomization {
        Postgres() {
            super(false, true);
        }

        @Override
        public void setInstant(PreparedStatement statement, int index, Instant value) throws SQLException {
            Timestamps.set(statement, index, value);
        }

        @Override
        public Instant getInstant(ResultSet row, String column) throws SQLException {
            return Timestamps.find(row, column).orElse(null);
        }
    }
}
