package org.archipel.sandbox.internal.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much a validator has to do with a schema: each part is looked at as often as it is referred to. A few parts that refer to each
 * other twice are a milliard, and those that refer to themselves are without end. Not thread-safe.
 */
public final class SchemaShape {
    private static final long MOST_PARTS = 20_000;
    private static final int DEEPEST = 200;
    // Their members are schemas by name; those of definitions count where they are referred to.
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");
    // References by them lead where the place of their part says.
    private static final Set<String> NAMES =
            Set.of("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor");

    private final ObjectNode root;
    // Zero for those that are being looked at.
    private final Map<JsonNode, Long> parts = new IdentityHashMap<>();
    private String problem;

    private SchemaShape(ObjectNode root) {
        this.root = root;
    }

    /** Why a schema is not given to a validator; empty if it may be. */
    public static Optional<String> problem(ObjectNode schema) {
        SchemaShape shape = new SchemaShape(schema);
        if (shape.count(schema, 0) > MOST_PARTS) {
            shape.found("it has more than " + MOST_PARTS + " parts, counted each time that they are referred to");
        }
        return Optional.ofNullable(shape.problem);
    }

    private void found(String what) {
        problem = problem == null ? what : problem;
    }

    private long count(JsonNode schema, int depth) {
        if (!schema.isObject() || problem != null) {
            return 1;
        }
        Long known = parts.get(schema);
        if (known != null) {
            return known;
        }
        if (depth > DEEPEST) {
            found("it is nested too deeply");
            return 1;
        }
        parts.put(schema, 0L);
        long count = 1;
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            count = Math.min(MOST_PARTS + 1, count + count(schema, keyword.getKey(), keyword.getValue(), depth + 1));
        }
        parts.put(schema, count);
        return count;
    }

    private long count(JsonNode schema, String keyword, JsonNode value, int depth) {
        if (DATA.contains(keyword) || DEFINITIONS.contains(keyword)) {
            return 0;
        }
        if (NAMES.contains(keyword) && (schema != root || !keyword.equals("$id"))) {
            found(keyword + " is not understood here");
        }
        if (keyword.equals("$ref")) {
            JsonNode target = target(value.asText());
            if (Long.valueOf(0).equals(parts.get(target))) {
                found("a part of it refers to itself: " + value.asText()
                        + "; write the levels out, or leave the inner one open with {}");
            }
            return count(target, depth);
        }
        long count = 0;
        if (NAMED.contains(keyword) || value.isArray()) {
            for (JsonNode each : value) {
                count = Math.min(MOST_PARTS + 1, count + count(each, depth));
            }
            return count;
        }
        return value.isObject() ? count(value, depth) : 0;
    }

    private JsonNode target(String reference) {
        if (reference.equals("#")) {
            return root;
        }
        JsonNode target =
                reference.startsWith("#/") && reference.indexOf('%') < 0 ? root.at(reference.substring(1)) : null;
        if (target == null || target.isMissingNode()) {
            found("it refers to " + reference + ", which is not in it");
            return MissingNode.getInstance();
        }
        return target;
    }
}
