package org.archipel.transformation.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/**
 * A value in a set or as the key of a map. Its order is of no meaning; by it a map finds one of many values whose hashes are the same, as
 * who sends them may have chosen them to be.
 */
public record ValueKey(JsonNode value) implements Comparable<ValueKey> {
    @Override
    public int compareTo(ValueKey other) {
        return compare(value, other.value);
    }

    private static int compare(JsonNode one, JsonNode other) {
        int kinds = one.getNodeType().compareTo(other.getNodeType());
        if (kinds != 0) {
            return kinds;
        }
        return switch (one.getNodeType()) {
            case STRING -> one.textValue().compareTo(other.textValue());
            case ARRAY -> compareArrays(one, other);
            case NUMBER, OBJECT -> one.toString().compareTo(other.toString());
            default -> 0;
        };
    }

    private static int compareArrays(JsonNode one, JsonNode other) {
        int sizes = Integer.compare(one.size(), other.size());
        Iterator<JsonNode> others = other.iterator();
        for (JsonNode element : one) {
            if (sizes != 0) {
                return sizes;
            }
            sizes = compare(element, others.next());
        }
        return sizes;
    }
}
