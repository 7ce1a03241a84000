package org.archipel.connector.database.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Calendar;
import java.util.TimeZone;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;

/** Values between documents and a database. Times without a zone are UTC. */
final class Sql {
    private Sql() {}

    static String quoted(Connection connection, String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString().strip();
        String folded = connection.getMetaData().storesUpperCaseIdentifiers()
                ? name.toUpperCase(java.util.Locale.ROOT)
                : connection.getMetaData().storesLowerCaseIdentifiers()
                        ? name.toLowerCase(java.util.Locale.ROOT)
                        : name;
        return quote.isEmpty() ? name : quote + folded.replace(quote, quote + quote) + quote;
    }

    static ObjectNode row(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            data.set(
                    columns.getColumnLabel(i).toLowerCase(java.util.Locale.ROOT),
                    value(rows, i, columns.getColumnType(i)));
        }
        return data;
    }

    private static JsonNode value(ResultSet rows, int column, int type) throws SQLException {
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode node = switch (type) {
            case Types.BIT, Types.BOOLEAN -> json.booleanNode(rows.getBoolean(column));
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> json.numberNode(rows.getLong(column));
            case Types.DECIMAL, Types.NUMERIC -> json.numberNode(rows.getBigDecimal(column));
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> json.numberNode(rows.getDouble(column));
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> {
                Timestamp time = rows.getTimestamp(column, utc());
                yield time == null
                        ? json.nullNode()
                        : json.textNode(time.toInstant().toString());
            }
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> {
                byte[] bytes = rows.getBytes(column);
                yield bytes == null
                        ? json.nullNode()
                        : json.textNode(Base64.getEncoder().encodeToString(bytes));
            }
            default -> json.textNode(rows.getString(column));
        };
        return rows.wasNull() || node == null ? json.nullNode() : node;
    }

    static void bind(PreparedStatement statement, int index, JsonNode value, int type) throws SQLException {
        if (value == null || value.isNull() || value.isMissingNode()) {
            statement.setNull(index, type);
        } else if (type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE) {
            statement.setTimestamp(index, Timestamp.from(time(value.asText())), utc());
        } else if (type == Types.BOOLEAN || type == Types.BIT) {
            statement.setBoolean(index, value.asBoolean());
        } else if (number(type)) {
            statement.setBigDecimal(index, new BigDecimal(value.asText()));
        } else if (type == Types.DATE) {
            statement.setDate(
                    index,
                    java.sql.Date.valueOf(value.asText()
                            .substring(0, Math.min(10, value.asText().length()))));
        } else {
            statement.setString(index, value.isValueNode() ? value.asText() : value.toString());
        }
    }

    static boolean number(int type) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DECIMAL,
                    Types.NUMERIC,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> true;
            default -> false;
        };
    }

    static Instant time(String text) {
        return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                ? OffsetDateTime.parse(text).toInstant()
                : java.time.LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    }

    /** What a failure means, by its SQL state (ISO 9075); its message may hold data and stays in the log. */
    static RemoteException failure(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28") || state.equals("08004")) {
            return new RemoteException(
                    ErrorCode.AUTHENTICATION_FAILED, "the database refused the user or the password", false, null, e);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new RemoteException(
                    ErrorCode.CONNECTION_FAILED,
                    "the database cannot be reached (SQL state " + state + ")",
                    true,
                    null,
                    e);
        }
        boolean passing = state.startsWith("40") || state.startsWith("53");
        return new RemoteException(
                ErrorCode.INTEGRATION_ERROR,
                "the database refused the statement (SQL state " + state + ")",
                passing,
                null,
                e);
    }
}
