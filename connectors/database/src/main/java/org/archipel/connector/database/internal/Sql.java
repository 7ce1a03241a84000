package org.archipel.connector.database.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Calendar;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;

/** Values between documents and a database. Times without a zone are UTC. */
final class Sql {
    /** Numbers of documents as they are written. */
    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** A lock that was not to be had, and a statement that was cancelled: of PostgreSQL, and of Derby. */
    private static final Set<String> PASSING = Set.of("55P03", "57014", "XCL52");

    private Sql() {}

    /** A name as it is, letter for letter. */
    static String exactly(Connection connection, String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString().strip();
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }

    /** A table's name as it is, where there is such a table, or else in the letters that the database keeps names in. */
    static String table(Connection connection, String schema, String name) throws SQLException {
        boolean own = !name.equals(folded(connection, name)) && isTable(connection, schema, name);
        return exactly(connection, own ? name : folded(connection, name));
    }

    private static boolean isTable(Connection connection, String schema, String name) throws SQLException {
        String escape = connection.getMetaData().getSearchStringEscape();
        String pattern = name.replace("_", escape + "_").replace("%", escape + "%");
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(null, schema.isEmpty() ? null : folded(connection, schema), pattern, null)) {
            return tables.next();
        }
    }

    /** A schema's name, in the letters that the database keeps names in. */
    static String schema(Connection connection, String name) throws SQLException {
        return exactly(connection, folded(connection, name));
    }

    private static String folded(Connection connection, String name) throws SQLException {
        return connection.getMetaData().storesUpperCaseIdentifiers()
                ? name.toUpperCase(Locale.ROOT)
                : connection.getMetaData().storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
    }

    static ObjectNode row(ResultSet rows, Columns columns) throws SQLException {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (Columns.Column column : columns.all()) {
            data.set(column.field(), value(rows, column.index(), column.type()));
        }
        return data;
    }

    /**
     * A column's type of {@link Types}, where two kinds of columns have one: {@link Types#JAVA_OBJECT} is a JSON document, and a string of
     * bits is text.
     */
    static int type(ResultSetMetaData columns, int column) throws SQLException {
        int type = columns.getColumnType(column);
        String name = columns.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        if (name.equals("json") || name.equals("jsonb")) {
            return Types.JAVA_OBJECT;
        }
        return type == Types.BIT && name.endsWith("bit") ? Types.VARCHAR : type;
    }

    private static JsonNode value(ResultSet rows, int column, int type) throws SQLException {
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode node = switch (type) {
            case Types.BIT, Types.BOOLEAN -> json.booleanNode(rows.getBoolean(column));
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> json.numberNode(rows.getLong(column));
            case Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT, Types.DOUBLE ->
                decimal(rows.getString(column), type == Types.DECIMAL || type == Types.NUMERIC);
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
            case Types.JAVA_OBJECT -> document(rows.getString(column));
            case Types.ARRAY -> ArrayColumn.read(rows.getArray(column));
            default -> json.textNode(rows.getString(column));
        };
        return rows.wasNull() || node == null ? json.nullNode() : node;
    }

    /** What is no number of JSON's, such as NaN, is a text. */
    private static JsonNode decimal(String text, boolean exact) {
        if (text == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            JsonNodeFactory json = JsonNodeFactory.instance;
            double number = Double.parseDouble(text);
            return exact
                    ? json.numberNode(new BigDecimal(text))
                    : Double.isFinite(number) ? json.numberNode(number) : json.textNode(text);
        } catch (NumberFormatException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private static JsonNode document(String text) throws SQLException {
        try {
            return text == null ? JsonNodeFactory.instance.nullNode() : EXACT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a JSON column holds none", "22032", e);
        }
    }

    static void bind(PreparedStatement statement, int index, JsonNode value, int type) throws SQLException {
        if (value == null || value.isNull() || value.isMissingNode()) {
            statement.setNull(index, type == Types.JAVA_OBJECT ? Types.OTHER : type);
        } else if (type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE) {
            statement.setTimestamp(index, Timestamp.from(time(value.asText())), utc());
        } else if (type == Types.BOOLEAN || type == Types.BIT) {
            statement.setBoolean(index, value.asBoolean());
        } else if (number(type) && value.asText().matches("NaN|-?Infinity")) {
            statement.setDouble(index, Double.parseDouble(value.asText()));
        } else if (number(type)) {
            statement.setBigDecimal(index, new BigDecimal(value.asText()));
        } else if (binary(type)) {
            statement.setBytes(index, Base64.getDecoder().decode(value.asText()));
        } else if (type == Types.ARRAY) {
            statement.setString(index, value.isArray() ? ArrayColumn.literal(value) : value.asText());
        } else if (type == Types.JAVA_OBJECT) {
            statement.setString(index, value.toString());
        } else if (type == Types.DATE) {
            statement.setDate(
                    index,
                    Date.valueOf(value.asText()
                            .substring(0, Math.min(10, value.asText().length()))));
        } else {
            statement.setString(index, value.isValueNode() ? value.asText() : value.toString());
        }
    }

    private static boolean binary(int type) {
        return type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY || type == Types.BLOB;
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

    /** A day alone is its beginning. */
    static Instant time(String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    }

    /** What is wrong with a statement that the caller wrote himself (ISO 9075, classes 25 and 42); empty if it is not the statement. */
    static Optional<String> mistake(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("25")) {
            return Optional.of("it would change something, and may only read (SQL state " + state + ")");
        }
        return state.startsWith("42")
                ? Optional.of("the database does not understand it, or the user may not do it: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " (SQL state " + state + ")")
                : Optional.empty();
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
        boolean passing = state.startsWith("40") || state.startsWith("53") || PASSING.contains(state);
        return new RemoteException(
                ErrorCode.INTEGRATION_ERROR,
                "the database refused the statement (SQL state " + state + ")",
                passing,
                null,
                e);
    }
}
