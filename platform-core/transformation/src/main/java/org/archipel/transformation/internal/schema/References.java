package org.archipel.transformation.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.archipel.api.error.ValidationException;
import org.archipel.base.PointerSegments;

/**
 * Looks at the references of a schema before it is compiled: none leads out of it, and none comes back to where it began without
 * having gone into the value.
 */
final class References {
    private static final int MOST_DEPTH = 60;
    private static final int MOST_SUBSCHEMAS = 10_000;
    /** A check of a value goes the same ways. */
    private static final int MOST_WAYS = 100_000;

    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");
    /** Keywords whose subschemas see the same value as the schema around them. */
    private static final List<String> LISTS_IN_PLACE = List.of("allOf", "anyOf", "oneOf");

    private static final List<String> IN_PLACE = List.of("not", "if", "then", "else");

    private final JsonNode root;
    /** Whether parts of it have names of their own, which references may use; the library knows which. */
    private final boolean named;

    /** The part that is looked at. */
    private String at = "";

    private int count;
    private int ways;

    private References(JsonNode root) {
        this.root = root;
        this.named = root.findValue("$id") != null;
    }

    /** @throws ValidationException with the place in the schema */
    static void check(JsonNode schema) {
        if (!schema.isObject() && !schema.isBoolean()) {
            throw new ValidationException("", "a JSON Schema is an object or a truth value");
        }
        new References(schema).walk(schema, "", 0);
    }

    private void walk(JsonNode schema, String place, int depth) {
        at = place;
        if (depth > MOST_DEPTH) {
            throw wrong("", "the schema is nested too deeply");
        }
        if (++count > MOST_SUBSCHEMAS) {
            throw wrong("", "the schema is too large");
        }
        if (schema.isObject()) {
            checkText(schema);
            follow(schema, new ArrayList<>());
        }
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            if (!DATA.contains(member.getKey())) {
                walk(member.getValue(), place + "/" + PointerSegments.escaped(member.getKey()), depth + 1);
            }
        }
        if (schema.isArray()) {
            for (int i = 0; i < schema.size(); i++) {
                walk(schema.get(i), place + "/" + i, depth + 1);
            }
        }
    }

    private ValidationException wrong(String keyword, String message) {
        return new ValidationException(at + keyword, message);
    }

    private void checkText(JsonNode schema) {
        for (String keyword : List.of("$ref", "$dynamicRef")) {
            JsonNode reference = schema.path(keyword);
            if (reference.isTextual() && !named && !isLocal(reference.textValue())) {
                throw wrong("/" + keyword, "refers to another document: " + reference.textValue());
            }
        }
        checkExpression(schema.path("pattern"), "/pattern");
        for (Map.Entry<String, JsonNode> pattern :
                schema.path("patternProperties").properties()) {
            checkExpression(
                    TextNode.valueOf(pattern.getKey()),
                    "/patternProperties/" + PointerSegments.escaped(pattern.getKey()));
        }
        JsonNode dialect = schema.path("$schema");
        if (dialect.isTextual() && !dialect.textValue().replaceAll("#$", "").equals(DIALECT)) {
            throw wrong("/$schema", "only JSON Schema 2020-12 is understood");
        }
    }

    private void checkExpression(JsonNode expression, String keyword) {
        if (expression.isTextual()) {
            try {
                BoundedExpression.of(expression.textValue());
            } catch (PatternSyntaxException e) {
                throw wrong(keyword, "is no regular expression: " + e.getDescription());
            }
        }
    }

    private static boolean isLocal(String reference) {
        return reference.startsWith("#") || reference.startsWith(DIALECT);
    }

    /** Goes along everything that is applied to the same value. */
    private void follow(JsonNode schema, List<JsonNode> way) {
        if (way.stream().anyMatch(before -> before == schema)) {
            throw wrong("", "refers to itself without an end");
        }
        if (!schema.isObject() || way.size() > MOST_DEPTH) {
            return;
        }
        if (++ways > MOST_WAYS) {
            throw wrong("", "the schema has too many ways through its references");
        }
        way.add(schema);
        for (String keyword : List.of("$ref", "$dynamicRef")) {
            if (schema.path(keyword).isTextual()) {
                JsonNode target = target(schema.path(keyword).asText());
                if (target != null) {
                    follow(target, way);
                }
            }
        }
        for (String keyword : LISTS_IN_PLACE) {
            schema.path(keyword).forEach(part -> follow(part, way));
        }
        for (String keyword : IN_PLACE) {
            if (schema.has(keyword)) {
                follow(schema.get(keyword), way);
            }
        }
        schema.path("dependentSchemas").forEach(part -> follow(part, way));
        way.remove(way.size() - 1);
    }

    private JsonNode target(String reference) {
        if (reference.equals("#")) {
            return root;
        }
        if (reference.startsWith("#/")) {
            JsonNode target =
                    root.at(URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
            if (target.isMissingNode() && named) {
                // Relative to a part with a name of its own.
                return null;
            }
            if (target.isMissingNode()) {
                throw wrong("", "refers to what is not there: " + reference);
            }
            return target;
        }
        return reference.startsWith("#") ? anchor(root, reference.substring(1)) : null;
    }

    private JsonNode anchor(JsonNode node, String name) {
        if (name.equals(node.path("$anchor").asText(null))
                || name.equals(node.path("$dynamicAnchor").asText(null))) {
            return node;
        }
        for (JsonNode child : node) {
            JsonNode found = anchor(child, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
