package org.archipel.connector.database.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ValidationException;

/** Reads rows in the order of their change and id, each page after the last row of the one before: rows of one time are told apart. */
final class TableReader {
    private static final int SECONDS = 60;

    private final Connection connection;
    private final Table table;
    private final String schema;

    TableReader(Connection connection, Table table, String schema) {
        this.connection = connection;
        this.table = table;
        this.schema = schema;
    }

    String source() throws SQLException {
        if (!table.query().isEmpty()) {
            return "(" + table.query() + ")";
        }
        String name = Sql.table(connection, schema, table.table());
        return schema.isEmpty() ? name : Sql.schema(connection, schema) + "." + name;
    }

    /** One row as it is now; empty if it is gone. */
    Optional<SourceRecord> one(String id) throws SQLException {
        Columns columns = Columns.of(connection, source());
        Columns.Column key = columns.get(table.id());
        String sql = "SELECT * FROM " + source() + " t WHERE " + key.quoted(connection) + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(SECONDS);
            Sql.bind(statement, 1, TextNode.valueOf(id), key.type());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(record(Sql.row(rows, columns), columns)) : Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            // No row has an id that is none of its column.
            return Optional.empty();
        }
    }

    ReadPage read(ReadRequest request) throws SQLException {
        boolean byTime = table.modified().isPresent() && request.modifiedSince().isPresent();
        JsonNode cursor = request.cursor().orElse(JsonNodeFactory.instance.objectNode());
        if (request.cursor().isPresent() && !cursor.has("id")) {
            throw new ValidationException("/cursor", "not a cursor of this connector");
        }
        Columns columns = Columns.of(connection, source());
        String id = columns.get(table.id()).quoted(connection);
        String time = byTime ? columns.get(table.modified().get()).quoted(connection) : "";
        StringBuilder sql = new StringBuilder("SELECT * FROM ").append(source()).append(" t");
        if (byTime) {
            sql.append(
                    cursor.has("id")
                            ? " WHERE " + time + " > ? OR (" + time + " = ? AND " + id + " > ?)"
                            : " WHERE " + time + " >= ?");
            sql.append(" ORDER BY ").append(time).append(", ").append(id);
        } else {
            sql.append(cursor.has("id") ? " WHERE " + id + " > ?" : "")
                    .append(" ORDER BY ")
                    .append(id);
        }
        sql.append(" FETCH FIRST ").append(request.limit() + 1).append(" ROWS ONLY");
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            statement.setQueryTimeout(SECONDS);
            bind(statement, byTime, cursor, request);
            try (ResultSet rows = statement.executeQuery()) {
                return page(rows, columns, byTime, request.limit());
            }
        }
    }

    private void bind(PreparedStatement statement, boolean byTime, JsonNode cursor, ReadRequest request)
            throws SQLException {
        int next = 1;
        if (byTime) {
            Instant from = cursor.has("time")
                    ? Instant.parse(cursor.path("time").asText())
                    : request.modifiedSince().orElseThrow();
            statement.setTimestamp(next++, Timestamp.from(from), Sql.utc());
            if (cursor.has("id")) {
                statement.setTimestamp(next++, Timestamp.from(from), Sql.utc());
            }
        }
        if (cursor.has("id")) {
            Sql.bind(statement, next, cursor.get("id"), cursor.get("id").isNumber() ? Types.BIGINT : Types.VARCHAR);
        }
    }

    private ReadPage page(ResultSet rows, Columns columns, boolean byTime, int limit) throws SQLException {
        List<SourceRecord> records = new ArrayList<>();
        ObjectNode last = JsonNodeFactory.instance.objectNode();
        boolean more = false;
        while (rows.next()) {
            if (records.size() == limit) {
                more = true;
                break;
            }
            ObjectNode data = Sql.row(rows, columns);
            SourceRecord given = record(data, columns);
            last = JsonNodeFactory.instance.objectNode().set("id", data.path(field(columns, table.id())));
            if (byTime && given.modifiedAt().isPresent()) {
                last.put("time", given.modifiedAt().get().toString());
            }
            records.add(given);
        }
        return new ReadPage(records, more ? Optional.of(last) : Optional.empty(), more, Optional.empty());
    }

    private SourceRecord record(ObjectNode data, Columns columns) {
        JsonNode id = data.path(field(columns, table.id()));
        Optional<Instant> time = table.modified()
                .map(column -> data.path(field(columns, column)))
                .filter(JsonNode::isTextual)
                .map(node -> Sql.time(node.textValue()));
        boolean deleted = table.deleted()
                .map(column -> isOn(data.path(field(columns, column))))
                .orElse(false);
        ObjectNode given = deleted ? JsonNodeFactory.instance.objectNode() : data;
        return new SourceRecord(id.isNull() ? "" : id.asText(), given, time, deleted);
    }

    private static String field(Columns columns, String column) {
        return columns.get(column).field();
    }

    private static boolean isOn(JsonNode mark) {
        return mark.isBoolean()
                ? mark.booleanValue()
                : mark.isNumber() ? mark.asInt() != 0 : !mark.isNull() && !mark.isMissingNode();
    }
}
