package org.archipel.connector.database.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a table or query: as what fields of records they are known, and how the database calls them. Fields are in lower case;
 * where two columns differ in case alone, those that are not in lower case keep their own names. Immutable.
 */
final class Columns {
    private final Map<String, Column> byField = new LinkedHashMap<>();

    /**
     * A column.
     *
     * @param name as the database calls it
     * @param index in the results of the query, from 1; 0 if it is not there
     * @param type as {@link Sql#type} tells it
     */
    record Column(String field, String name, int index, int type, boolean required, boolean generated) {
        /** The name for a statement, whatever letters it has. */
        String quoted(Connection connection) throws SQLException {
            return Sql.exactly(connection, name);
        }
    }

    private Columns(ResultSetMetaData columns) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i);
            String lower = name.toLowerCase(Locale.ROOT);
            String field = isShared(columns, i, lower) && !name.equals(lower) ? name : lower;
            byField.put(
                    field,
                    new Column(
                            field,
                            name,
                            i,
                            Sql.type(columns, i),
                            columns.isNullable(i) == ResultSetMetaData.columnNoNulls,
                            columns.isAutoIncrement(i)));
        }
    }

    private static boolean isShared(ResultSetMetaData columns, int index, String lower) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (i != index && columns.getColumnLabel(i).toLowerCase(Locale.ROOT).equals(lower)) {
                return true;
            }
        }
        return false;
    }

    static Columns of(ResultSetMetaData columns) throws SQLException {
        return new Columns(columns);
    }

    /** @param source a table's quoted name, or a query in brackets */
    static Columns of(Connection connection, String source) throws SQLException {
        try (PreparedStatement probe = connection.prepareStatement("SELECT * FROM " + source + " t WHERE 1 = 0");
                ResultSet none = probe.executeQuery()) {
            return of(none.getMetaData());
        }
    }

    Iterable<Column> all() {
        return byField.values();
    }

    /** The column with a name: written as the database has it, or in whatever case. */
    Optional<Column> find(String name) {
        return byField.values().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(byField.get(name)))
                .or(() -> Optional.ofNullable(byField.get(name.toLowerCase(Locale.ROOT))));
    }

    /** As {@link #find}; one that is not there is asked for as it is written, so that the database says so. */
    Column get(String name) {
        return find(name)
                .orElseGet(() -> new Column(name.toLowerCase(Locale.ROOT), name, 0, Types.VARCHAR, false, false));
    }
}
