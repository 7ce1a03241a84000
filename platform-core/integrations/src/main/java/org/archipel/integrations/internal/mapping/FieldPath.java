package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.base.PointerSegments;

/** A dotted path into a record, for example {@code address.city} or {@code phones.0.number}. Immutable. */
final class FieldPath {
    private static final int MAX_DEPTH = 32;

    private final List<String> segments;
    private final int[] indexes;

    private FieldPath(List<String> segments) {
        this.segments = segments;
        this.indexes = segments.stream().mapToInt(FieldPath::index).toArray();
    }

    /** @throws IllegalArgumentException if the path has an empty part or is too deep */
    static FieldPath parse(String path) {
        List<String> segments = List.of(path.split("\\.", -1));
        if (segments.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a path is names separated by dots");
        }
        if (segments.size() > MAX_DEPTH) {
            throw new IllegalArgumentException("a path has at most " + MAX_DEPTH + " parts");
        }
        return new FieldPath(segments);
    }

    /** The value there; a missing node if there is none. */
    JsonNode read(JsonNode record) {
        JsonNode node = record;
        for (int i = 0; i < indexes.length; i++) {
            node = node.isArray() && indexes[i] >= 0 ? node.path(indexes[i]) : node.path(segments.get(i));
            if (node.isMissingNode()) {
                return MissingNode.getInstance();
            }
        }
        return node;
    }

    /**
     * Puts the value there and makes missing objects on the way.
     *
     * @throws RecordException if something that is no object stands in the way
     */
    void write(ObjectNode record, JsonNode value) {
        ObjectNode parent = record;
        int last = segments.size() - 1;
        for (int i = 0; i < last; i++) {
            JsonNode child = parent.get(segments.get(i));
            if (child == null) {
                parent = parent.putObject(segments.get(i));
            } else if (child instanceof ObjectNode object) {
                parent = object;
            } else {
                throw new RecordException(pointer(), "a value stands where an object is needed");
            }
        }
        parent.set(segments.get(last), value);
    }

    /** Takes the value there away; objects on the way stay, empty ones too. */
    void remove(ObjectNode record) {
        JsonNode parent = record;
        for (int i = 0; i < segments.size() - 1; i++) {
            parent = parent.path(segments.get(i));
        }
        if (parent instanceof ObjectNode object) {
            object.remove(segments.get(segments.size() - 1));
        }
    }

    /** As a JSON Pointer (RFC 6901). */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (String segment : segments) {
            pointer.append('/').append(PointerSegments.escaped(segment));
        }
        return pointer.toString();
    }

    private static int index(String segment) {
        boolean digits = segment.length() <= 6 && segment.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(segment) : -1;
    }
}
