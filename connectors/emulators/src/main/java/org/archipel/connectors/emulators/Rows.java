package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Records of one kind by their ids, in the order in which they came. Used by one thread at a time. */
final class Rows {
    private final String idField;
    private final Map<String, ObjectNode> rows = new LinkedHashMap<>();
    private int creations;

    /**
     * A part of the rows.
     *
     * @param next the position after it; -1 at the end
     */
    record Slice(List<ObjectNode> rows, int next, int total) {
        ArrayNode array() {
            ArrayNode array = Json.array();
            rows.forEach(array::add);
            return array;
        }
    }

    Rows(String idField) {
        this.idField = idField;
    }

    void put(ObjectNode row) {
        rows.put(row.path(idField).asText(), row);
    }

    /** Puts a row that a request makes. */
    ObjectNode create(ObjectNode row) {
        creations++;
        put(row);
        return row;
    }

    int creations() {
        return creations;
    }

    int size() {
        return rows.size();
    }

    Optional<ObjectNode> get(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    boolean remove(String id) {
        return rows.remove(id) != null;
    }

    List<ObjectNode> all() {
        return new ArrayList<>(rows.values());
    }

    Slice slice(Predicate<ObjectNode> wanted, int from, int size) {
        return slice(wanted, (one, other) -> 0, from, size);
    }

    /** A part of the rows in an order; rows that it does not tell apart are in that in which they came. */
    Slice slice(Predicate<ObjectNode> wanted, Comparator<ObjectNode> order, int from, int size) {
        List<ObjectNode> found =
                rows.values().stream().filter(wanted).sorted(order).toList();
        int begin = Math.max(0, Math.min(from, found.size()));
        int end = Math.min(found.size(), begin + Math.max(0, size));
        return new Slice(found.subList(begin, end), end < found.size() ? end : -1, found.size());
    }
}
