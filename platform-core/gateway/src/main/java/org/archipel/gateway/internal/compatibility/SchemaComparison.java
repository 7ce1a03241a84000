package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares two JSON Schemas as far as keywords tell by themselves: members, what is required, types, listed values and bounds. A body
 * that callers send may only be taken more widely, one that they get only be given more narrowly.
 */
final class SchemaComparison {
    private static final int MOST_DEPTH = 30;
    private static final List<String> LOWER = List.of("minimum", "exclusiveMinimum", "minLength", "minItems");
    private static final List<String> UPPER = List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems");

    /** What tells by itself only whether it is the same. */
    private static final List<String> OPAQUE = List.of(
            "const",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "prefixItems",
            "contains",
            "multipleOf",
            "uniqueItems",
            "$dynamicRef");

    private final List<Change> changes = new ArrayList<>();
    private final boolean request;

    private SchemaComparison(boolean request) {
        this.request = request;
    }

    /** @param before null for none, as after */
    static List<Change> ofRequest(JsonNode before, JsonNode after, String pointer) {
        return of(before, after, pointer, true);
    }

    /** @param before null for none, as after */
    static List<Change> ofResponse(JsonNode before, JsonNode after, String pointer) {
        return of(before, after, pointer, false);
    }

    private static List<Change> of(JsonNode before, JsonNode after, String pointer, boolean request) {
        SchemaComparison comparison = new SchemaComparison(request);
        JsonNode one = before == null ? MissingNode.getInstance() : before;
        JsonNode other = after == null ? MissingNode.getInstance() : after;
        if (request) {
            comparison.narrowed(new Schema(one, one), new Schema(other, other), pointer, 0);
        } else {
            // What callers get is narrowed by the present one, and may not be widened.
            comparison.narrowed(new Schema(other, other), new Schema(one, one), pointer, 0);
        }
        return comparison.changes;
    }

    /** What the narrow schema refuses although the wide one takes it. */
    private void narrowed(Schema wider, Schema narrower, String pointer, int depth) {
        JsonNode wide = wider.whole();
        JsonNode narrow = narrower.whole();
        if (depth > MOST_DEPTH || !narrow.isObject()) {
            return;
        }
        types(wide, narrow, pointer);
        values(wide, narrow, pointer);
        bounds(wide, narrow, pointer);
        required(wide, narrow, pointer);
        opaque(wide, narrow, pointer);
        JsonNode closed = narrow.path("additionalProperties");
        for (Map.Entry<String, JsonNode> member : wide.path("properties").properties()) {
            boolean known = narrow.path("properties").has(member.getKey());
            if (!known && closed.isBoolean() && !closed.booleanValue()) {
                tell(pointer + "/properties/" + escaped(member.getKey()), request ? "is not taken any more" : "is new");
            }
        }
        narrow.path("properties")
                .properties()
                .forEach(member -> narrowed(
                        wider.part(wide.path("properties").path(member.getKey())),
                        narrower.part(member.getValue()),
                        pointer + "/properties/" + escaped(member.getKey()),
                        depth + 1));
        if (narrow.path("items").isObject()) {
            narrowed(
                    wider.part(wide.path("items")), narrower.part(narrow.path("items")), pointer + "/items", depth + 1);
        }
    }

    private void opaque(JsonNode wide, JsonNode narrow, String pointer) {
        for (String keyword : OPAQUE) {
            if (narrow.has(keyword) && !narrow.get(keyword).equals(wide.path(keyword))) {
                tell(pointer + "/" + keyword, request ? "may take less" : "may be something else");
            }
        }
    }

    private void types(JsonNode wide, JsonNode narrow, String pointer) {
        Set<String> allowed = texts(narrow.path("type"));
        if (allowed.isEmpty()) {
            return;
        }
        Set<String> were = texts(wide.path("type"));
        if (allowed.contains("number")) {
            allowed.add("integer");
        }
        if (were.isEmpty() || !allowed.containsAll(were)) {
            tell(pointer + "/type", request ? "takes fewer types" : "may be of another type");
        }
    }

    private void values(JsonNode wide, JsonNode narrow, String pointer) {
        if (!narrow.path("enum").isArray()) {
            return;
        }
        Set<JsonNode> allowed = new HashSet<>();
        narrow.path("enum").forEach(allowed::add);
        Set<JsonNode> were = new HashSet<>();
        wide.path("enum").forEach(were::add);
        if (were.isEmpty() || !allowed.containsAll(were)) {
            tell(pointer + "/enum", request ? "takes fewer values" : "may be of other values");
        }
    }

    private void bounds(JsonNode wide, JsonNode narrow, String pointer) {
        for (String keyword : LOWER) {
            boolean tighter = narrow.path(keyword).isNumber()
                    && (!wide.path(keyword).isNumber()
                            || narrow.path(keyword).asDouble()
                                    > wide.path(keyword).asDouble());
            if (tighter) {
                tell(pointer + "/" + keyword, request ? "takes less" : "may be less");
            }
        }
        for (String keyword : UPPER) {
            boolean tighter = narrow.path(keyword).isNumber()
                    && (!wide.path(keyword).isNumber()
                            || narrow.path(keyword).asDouble()
                                    < wide.path(keyword).asDouble());
            if (tighter) {
                tell(pointer + "/" + keyword, request ? "takes less" : "may be more");
            }
        }
        if (narrow.path("pattern").isTextual() && !narrow.path("pattern").equals(wide.path("pattern"))) {
            tell(pointer + "/pattern", request ? "takes other texts" : "may be another text");
        }
    }

    private void required(JsonNode wide, JsonNode narrow, String pointer) {
        Set<String> were = texts(wide.path("required"));
        for (String name : texts(narrow.path("required"))) {
            if (!were.contains(name)) {
                tell(pointer + "/properties/" + escaped(name), request ? "is required now" : "may be missing now");
            }
        }
    }

    private void tell(String pointer, String message) {
        changes.add(new Change(true, pointer, message));
    }

    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new HashSet<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
