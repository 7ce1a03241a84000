package org.archipel.sandbox.internal.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

/**
 * Copies JSON into nodes of Jackson's own classes. {@link JsonNode#deepCopy} would not do: a node of a foreign subclass copies
 * itself as it likes, at any depth.
 */
final class JsonCopy {
    private static final int DEEPEST = 200;
    // Immutable; their very classes are safe to share.
    private static final Set<Class<?>> LEAVES = Set.of(
            TextNode.class,
            IntNode.class,
            LongNode.class,
            DoubleNode.class,
            DecimalNode.class,
            BooleanNode.class,
            NullNode.class);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Crossing crossing;

    private JsonCopy(Crossing crossing) {
        this.crossing = crossing;
    }

    /** @param crossing counts the nodes */
    static JsonNode of(JsonNode node, Crossing crossing) {
        return LEAVES.contains(node.getClass()) ? leaf(node, crossing) : new JsonCopy(crossing).copy(node, 0);
    }

    private JsonNode copy(JsonNode node, int depth) {
        if (node == null) {
            crossing.countLeaf();
            return NODES.nullNode();
        }
        if (LEAVES.contains(node.getClass())) {
            return leaf(node, crossing);
        }
        crossing.count();
        if (depth > DEEPEST) {
            throw new UncrossableException("JSON of more than " + DEEPEST + " levels");
        }
        return switch (node.getNodeType()) {
            case OBJECT -> object(node, depth);
            case ARRAY -> array(node, depth);
            case STRING -> text(node.textValue());
            case BOOLEAN -> NODES.booleanNode(node.booleanValue());
            case NUMBER -> number(node);
            case BINARY -> binary(node);
            case NULL, MISSING -> NODES.nullNode();
            case POJO -> throw new UncrossableException("JSON with a Java object in it");
        };
    }

    private static JsonNode leaf(JsonNode node, Crossing crossing) {
        crossing.countLeaf();
        if (node instanceof TextNode text) {
            crossing.countText(text.textValue().length());
        } else if (node instanceof DecimalNode decimal) {
            crossing.countDigits(decimal.decimalValue());
        }
        return node;
    }

    // Its text is made anew each time that it is held.
    private JsonNode binary(JsonNode node) {
        return text(node.asText());
    }

    private JsonNode text(String text) {
        crossing.countText(text.length());
        return NODES.textNode(text);
    }

    private ObjectNode object(JsonNode node, int depth) {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            crossing.countText(field.getKey().length());
            copy.set(field.getKey(), copy(field.getValue(), depth + 1));
        }
        return copy;
    }

    private ArrayNode array(JsonNode node, int depth) {
        ArrayNode copy = NODES.arrayNode(Math.min(node.size(), 1_000));
        for (JsonNode element : node) {
            copy.add(copy(element, depth + 1));
        }
        return copy;
    }

    private JsonNode number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? NODES.numberNode(node.longValue()) : integer(node.bigIntegerValue());
        }
        return node.isBigDecimal() ? decimal(node.decimalValue()) : NODES.numberNode(node.doubleValue());
    }

    private JsonNode integer(BigInteger number) {
        crossing.countDigits(number);
        return NODES.numberNode(number);
    }

    private JsonNode decimal(BigDecimal number) {
        crossing.countDigits(number);
        return DecimalNode.valueOf(number);
    }
}
