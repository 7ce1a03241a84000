package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as maps and lists, which the JSONata library works on, and back. */
final class PlainValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_DEPTH = 200;

    private PlainValues() {}

    static Object fromJson(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                DocumentPart.Members object = new DocumentPart.Members(value.size());
                value.properties().forEach(field -> object.put(field.getKey(), fromJson(field.getValue())));
                yield object;
            }
            case ARRAY -> {
                DocumentPart.Elements array = new DocumentPart.Elements(value.size());
                value.forEach(element -> array.add(fromJson(element)));
                yield array;
            }
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.isBigDecimal() ? value.doubleValue() : value.numberValue();
            default -> Jsonata.NULL_VALUE;
        };
    }

    /**
     * Empty for {@code undefined}.
     *
     * @param eachNode run before each node is made
     */
    static Optional<JsonNode> toJson(Object value, Runnable eachNode) {
        return value == null ? Optional.empty() : Optional.of(node(value, 0, eachNode));
    }

    private static JsonNode node(Object value, int depth, Runnable eachNode) {
        eachNode.run();
        if (depth > MOST_DEPTH) {
            throw new EvaluationBounds.Exceeded("the result is nested too deeply");
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((name, member) -> object.set(String.valueOf(name), node(member, depth + 1, eachNode)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            list.forEach(element -> array.add(node(element, depth + 1, eachNode)));
            return array;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value == null || value == Jsonata.NULL_VALUE) {
            return NullNode.getInstance();
        }
        throw new EvaluationBounds.Exceeded("the result holds a function");
    }

    private static JsonNode number(Number number) {
        if (number instanceof Integer whole) {
            return NODES.numberNode(whole.intValue());
        }
        if (number instanceof Long whole) {
            return NODES.numberNode(whole.longValue());
        }
        if (number instanceof BigInteger whole) {
            return NODES.numberNode(whole);
        }
        if (number instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new EvaluationBounds.Exceeded("a number is out of range");
        }
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            return NODES.numberNode((long) value);
        }
        return NODES.numberNode(value);
    }
}
