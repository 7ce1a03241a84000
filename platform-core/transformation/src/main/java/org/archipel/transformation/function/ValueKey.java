package org.archipel.transformation.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

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
            case NUMBER -> compareNumbers(one, other);
            case OBJECT -> compareObjects(one, other);
            default -> 0;
        };
    }

    private static int compareNumbers(JsonNode one, JsonNode other) {
        int types = one.numberType().compareTo(other.numberType());
        if (types != 0) {
            return types;
        }
        return one.isFloatingPointNumber() && !one.isBigDecimal()
                ? Double.compare(one.doubleValue(), other.doubleValue())
                : one.decimalValue().compareTo(other.decimalValue());
    }

    /** Whatever the order of their members: that makes no difference between objects. */
    private static int compareObjects(JsonNode one, JsonNode other) {
        int sizes = Integer.compare(one.size(), other.size());
        if (sizes != 0) {
            return sizes;
        }
        Iterator<Map.Entry<String, JsonNode>> others = sorted(other).iterator();
        for (Map.Entry<String, JsonNode> member : sorted(one)) {
            Map.Entry<String, JsonNode> opposite = others.next();
            int names = member.getKey().compareTo(opposite.getKey());
            int result = names == 0 ? compare(member.getValue(), opposite.getValue()) : names;
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
        return object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
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
