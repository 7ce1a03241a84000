package org.archipel.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Makes bodies that are near to what a schema asks for: a bit of it wrong, or damaged. */
final class JsonFuzz {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private final Random random;
    private final ApiRoutes api;
    private final List<String> texts;

    JsonFuzz(Random random, ApiRoutes api, List<String> texts) {
        this.random = random;
        this.api = api;
        this.texts = texts;
    }

    /** The text of a body for the schema. */
    String body(JsonNode schema) {
        String text = value(schema, 0).toString();
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1 -> text.substring(0, random.nextInt(text.length() + 1));
            case 2 -> text + text;
            case 3 -> damaged(text);
            default -> text;
        };
    }

    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i < 3 && damaged.length() > 0; i++) {
            damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(256));
        }
        return damaged.toString();
    }

    private JsonNode value(JsonNode reference, int depth) {
        JsonNode schema = api.resolve(reference);
        if (depth > DEEPEST || random.nextInt(15) == 0) {
            return anything();
        }
        String type = schema.path("type").isArray()
                ? schema.path("type").path(0).asText()
                : schema.path("type").asText();
        if (schema.has("enum") && random.nextBoolean()) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> number();
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "string" -> text();
            default -> anything();
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(4) != 0) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        });
        if (schema.path("properties").isEmpty() || random.nextInt(10) == 0) {
            object.set(texts.get(random.nextInt(texts.size())), anything());
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode number() {
        return switch (random.nextInt(5)) {
            case 0 -> NODES.numberNode(-1);
            case 1 -> NODES.numberNode(0);
            case 2 -> NODES.numberNode(Long.MAX_VALUE);
            case 3 -> NODES.numberNode(new BigDecimal("1e400"));
            default -> NODES.numberNode(random.nextInt(100));
        };
    }

    private JsonNode text() {
        return NODES.textNode(texts.get(random.nextInt(texts.size())));
    }

    private JsonNode anything() {
        return switch (random.nextInt(7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(true);
            case 2 -> number();
            case 3 -> NODES.arrayNode();
            case 4 -> NODES.objectNode();
            default -> text();
        };
    }
}
