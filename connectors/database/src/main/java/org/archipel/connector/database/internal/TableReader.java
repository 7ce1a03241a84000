package org.archipel.connector.database.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        String name = Sql.quoted(connection, table.table());
        return schema.isEmpty() ? name : Sql.quoted(connection, schema) + "." + name;
    }

    ReadPage read(ReadRequest request) throws SQLException {
        boolean byTime = table.modified().isPresent() && request.modifiedSince().isPresent();
        JsonNode cursor = request.cursor().orElse(JsonNodeFactory.instance.objectNode());
        if (request.cursor().isPresent() && !cursor.has("id")) {
            throw new ValidationException("/cursor", "not a cursor of this connector");
        }
        String id = Sql.quoted(connection, table.id());
        String time = byTime ? Sql.quoted(connection, table.modified().get()) : "";
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
                return page(rows, byTime, request.limit());
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

    private ReadPage page(ResultSet rows, boolean byTime, int limit) throws SQLException {
        List<SourceRecord> records = new ArrayList<>();
        ObjectNode last = JsonNodeFactory.instance.objectNode();
        boolean more = false;
        while (rows.next()) {
            if (records.size() == limit) {
                more = true;
                break;
            }
            ObjectNode data = Sql.row(rows);
            JsonNode id = data.path(table.id().toLowerCase(Locale.ROOT));
            Optional<Instant> time = table.modified()
                    .map(column -> data.path(column.toLowerCase(Locale.ROOT)))
                    .filter(JsonNode::isTextual)
                    .map(node -> Sql.time(node.textValue()));
            last = JsonNodeFactory.instance.objectNode().set("id", id);
            if (byTime && time.isPresent()) {
                last.put("time", time.get().toString());
            }
            boolean deleted = table.deleted()
                    .map(column -> isOn(data.path(column.toLowerCase(Locale.ROOT))))
                    .orElse(false);
            ObjectNode given = deleted ? JsonNodeFactory.instance.objectNode() : data;
            records.add(new SourceRecord(id.isNull() ? "" : id.asText(), given, time, deleted));
        }
        return new ReadPage(records, more ? Optional.of(last) : Optional.empty(), more, Optional.empty());
    }

    private static boolean isOn(JsonNode mark) {
        return mark.isBoolean()
                ? mark.booleanValue()
                : mark.isNumber() ? mark.asInt() != 0 : !mark.isNull() && !mark.isMissingNode();
    }
}
