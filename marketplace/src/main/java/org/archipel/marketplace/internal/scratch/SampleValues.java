package org.archipel.marketplace.internal.scratch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Makes a value that fits a JSON Schema (2020-12) well enough to try something with: what is required, with the schema's own examples
 * and defaults where it has some. Patterns and conditions are beyond it.
 */
final class SampleValues {
    private static final int DEEPEST = 12;
    private static final int LONGEST = 10_000;
    private static final int MOST = 20;
    private static final Map<String, String> FORMATS = Map.of(
            "date-time", "2026-01-02T03:04:05Z",
            "date", "2026-01-02",
            "time", "03:04:05Z",
            "duration", "PT1M",
            "email", "trial@example.com",
            "hostname", "example.com",
            "ipv4", "192.0.2.1",
            "uri", "https://example.com/",
            "uuid", "01900000-0000-7000-8000-000000000000");

    private final JsonNode root;

    private SampleValues(JsonNode root) {
        this.root = root;
    }

    /** @param schema of an object */
    static ObjectNode object(JsonNode schema) {
        return new SampleValues(schema).of(schema, 0) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }

    private JsonNode of(JsonNode schema, int depth) {
        if (depth > DEEPEST) {
            return NullNode.getInstance();
        }
        if (schema.path("$ref").asText().startsWith("#")) {
            return of(root.at(schema.path("$ref").asText().substring(1)), depth + 1);
        }
        var given = given(schema);
        if (!given.isMissingNode()) {
            return given.deepCopy();
        }
        for (var choice : new String[] {"oneOf", "anyOf"}) {
            if (schema.path(choice).has(0) && !schema.has("type")) {
                return of(schema.path(choice).get(0), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> members(schema, depth);
            case "array" -> items(schema, depth);
            case "string" -> text(schema);
            case "integer" -> LongNode.valueOf(number(schema).longValue());
            case "number" -> DecimalNode.valueOf(number(schema));
            case "boolean" -> BooleanNode.FALSE;
            default -> NullNode.getInstance();
        };
    }

    /** A value that the schema names itself; missing if it names none. */
    private static JsonNode given(JsonNode schema) {
        for (var name : new String[] {"const", "default"}) {
            if (schema.has(name)) {
                return schema.get(name);
            }
        }
        for (var name : new String[] {"examples", "enum"}) {
            if (schema.path(name).has(0)) {
                return schema.get(name).get(0);
            }
        }
        return MissingNode.getInstance();
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isTextual() || type.has(0)) {
            return (type.isTextual() ? type : type.get(0)).asText();
        }
        return schema.has("properties") || schema.has("allOf") || schema.has("required") ? "object" : "string";
    }

    private ObjectNode members(JsonNode schema, int depth) {
        var object = JsonNodeFactory.instance.objectNode();
        for (var part : schema.path("allOf")) {
            if (of(part, depth + 1) instanceof ObjectNode members) {
                object.setAll(members);
            }
        }
        for (var name : schema.path("required")) {
            object.set(name.asText(), of(schema.path("properties").path(name.asText()), depth + 1));
        }
        return object;
    }

    private JsonNode items(JsonNode schema, int depth) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < Math.min(MOST, schema.path("minItems").asInt()); i++) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    private static TextNode text(JsonNode schema) {
        var text = FORMATS.getOrDefault(schema.path("format").asText(), "trial");
        int least = Math.min(LONGEST, schema.path("minLength").asInt());
        int most = schema.path("maxLength").asInt(LONGEST);
        return TextNode.valueOf(
                text.length() < least
                        ? text + "x".repeat(least - text.length())
                        : text.substring(0, Math.min(text.length(), most)));
    }

    private static BigDecimal number(JsonNode schema) {
        var least = schema.has("exclusiveMinimum")
                ? schema.path("exclusiveMinimum").decimalValue().add(BigDecimal.ONE)
                : schema.path("minimum").decimalValue();
        var most = schema.path("maximum");
        var wanted = BigDecimal.ONE.max(least);
        return most.isNumber() ? wanted.min(most.decimalValue()) : wanted;
    }
}
