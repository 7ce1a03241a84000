package org.archipel.connector.database.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.RemoteException;

/**
 * Writes rows: an update, and an insert where there was no such row. A batch is one transaction; if one of its rows is refused, the rows are
 * written one by one, so that the bad ones are told apart. A row's id is one of its own columns, so writing it twice changes nothing.
 */
final class TableWriter {
    private final Connection connection;
    private final Table table;
    private final String name;
    private final Columns columns;

    TableWriter(Connection connection, Table table, String name) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.name = name;
        this.columns = Columns.of(connection, name);
    }

    List<WriteResult> write(List<WriteRecord> records) throws SQLException {
        connection.setAutoCommit(false);
        try {
            List<WriteResult> results = new ArrayList<>(records.size());
            for (WriteRecord item : records) {
                results.add(write(item));
            }
            connection.commit();
            return results;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            return records.size() == 1 ? List.of(failed(e)) : oneByOne(records);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private List<WriteResult> oneByOne(List<WriteRecord> records) throws SQLException {
        List<WriteResult> results = new ArrayList<>(records.size());
        for (WriteRecord item : records) {
            results.addAll(write(List.of(item)));
        }
        return results;
    }

    private static WriteResult failed(Exception e) {
        if (e instanceof SQLException sql) {
            RemoteException told = Sql.failure(sql);
            return new WriteResult(Outcome.FAILED, Optional.empty(), told.getMessage(), told.retryable());
        }
        return new WriteResult(Outcome.FAILED, Optional.empty(), "a value does not fit its column", false);
    }

    private WriteResult write(WriteRecord item) throws SQLException {
        String idColumn = columns.get(table.id()).field();
        JsonNode id = item.externalId()
                .<JsonNode>map(TextNode::valueOf)
                .orElseGet(() -> item.data().path(idColumn));
        if (id.isMissingNode() || id.isNull()) {
            return new WriteResult(
                    Outcome.FAILED,
                    Optional.empty(),
                    "the record has no '" + idColumn + "', which identifies rows",
                    false);
        }
        if (item.delete()) {
            int count = run(
                    "DELETE FROM " + name + " WHERE " + quoted(idColumn) + " = ?",
                    List.of(idColumn),
                    Map.of(idColumn, id));
            return new WriteResult(count == 0 ? Outcome.UNCHANGED : Outcome.DELETED, item.externalId(), "", false);
        }
        Map<String, JsonNode> values = values(item.data());
        values.remove(idColumn);
        if (update(idColumn, id, values) > 0) {
            return new WriteResult(
                    item.externalId().isPresent() ? Outcome.UPDATED : Outcome.CREATED,
                    Optional.of(id.asText()),
                    "",
                    false);
        }
        values.put(idColumn, id);
        List<String> fields = List.copyOf(values.keySet());
        String list = quotedAll(fields);
        run(
                "INSERT INTO " + name + " (" + list + ") VALUES (" + "?, ".repeat(fields.size() - 1) + "?)",
                fields,
                values);
        return new WriteResult(Outcome.CREATED, Optional.of(id.asText()), "", false);
    }

    private int update(String idColumn, JsonNode id, Map<String, JsonNode> values) throws SQLException {
        List<String> fields = new ArrayList<>(values.keySet());
        List<String> parts = new ArrayList<>();
        for (String field : fields) {
            parts.add(quoted(field) + " = ?");
        }
        // Without another column, the update only tells whether the row is there.
        String set = parts.isEmpty() ? quoted(idColumn) + " = " + quoted(idColumn) : String.join(", ", parts);
        fields.add(idColumn);
        Map<String, JsonNode> all = new LinkedHashMap<>(values);
        all.put(idColumn, id);
        return run("UPDATE " + name + " SET " + set + " WHERE " + quoted(idColumn) + " = ?", fields, all);
    }

    /** The fields that are columns; others are left out. */
    private Map<String, JsonNode> values(ObjectNode data) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        data.properties().forEach(field -> {
            columns.find(field.getKey()).ifPresent(column -> values.put(column.field(), field.getValue()));
        });
        return values;
    }

    private int run(String sql, List<String> fields, Map<String, JsonNode> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < fields.size(); i++) {
                Sql.bind(
                        statement,
                        i + 1,
                        values.get(fields.get(i)),
                        columns.get(fields.get(i)).type());
            }
            return statement.executeUpdate();
        }
    }

    private String quotedAll(List<String> fields) throws SQLException {
        List<String> quoted = new ArrayList<>();
        for (String field : fields) {
            quoted.add(quoted(field));
        }
        return String.join(", ", quoted);
    }

    private String quoted(String field) throws SQLException {
        return columns.get(field).quoted(connection);
    }
}
