package org.archipel.messaging.internal.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.archipel.persistence.Timestamps;

/** Binds Java values to statements in the way that Derby and PostgreSQL both take: instants in UTC, enums and JSON as text. */
public final class Parameters {
    private Parameters() {}

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Instant instant) {
            Timestamps.set(statement, index, instant);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(index, flag);
        } else if (value instanceof Null nothing) {
            statement.setNull(index, nothing.type);
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name());
        } else if (value instanceof JsonNode json) {
            statement.setString(index, json.toString());
        } else {
            throw new IllegalArgumentException("no binding for " + value);
        }
    }

    /** The value, or the typed NULL in its place. */
    public static Object orNull(Object value, Null ifAbsent) {
        return value == null ? ifAbsent : value;
    }

    /** NULL needs its type: Derby refuses an untyped one. */
    public enum Null {
        TEXT(Types.VARCHAR),
        NUMBER(Types.BIGINT),
        FLAG(Types.BOOLEAN),
        TIME(Types.TIMESTAMP);

        private final int type;

        Null(int type) {
            this.type = type;
        }
    }
}
