package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A schema within a document.
 *
 * @param root the document, within which references are looked up
 */
record Schema(JsonNode root, JsonNode node) {
    private static final int MOST_DEPTH = 20;

    Schema part(JsonNode other) {
        return new Schema(root, other);
    }

    /** The schema together with what it refers to and what else has to hold ({@code allOf}). */
    JsonNode whole() {
        return whole(node, 0);
    }

    private JsonNode whole(JsonNode present, int depth) {
        boolean plain = !present.has("$ref") && !present.has("allOf");
        if (!present.isObject() || plain || depth > MOST_DEPTH) {
            return present;
        }
        ObjectNode whole = ((ObjectNode) present).deepCopy();
        whole.remove("allOf");
        String reference = present.path("$ref").asText("");
        if (reference.startsWith("#")) {
            whole.remove("$ref");
            merge(whole, whole(target(reference.substring(1)), depth + 1));
        }
        for (JsonNode one : present.path("allOf")) {
            merge(whole, whole(one, depth + 1));
        }
        return whole;
    }

    private JsonNode target(String pointer) {
        boolean isPointer = pointer.isEmpty() || pointer.startsWith("/");
        return isPointer ? root.at(pointer) : root.path("$defs").path(pointer);
    }

    private static void merge(ObjectNode whole, JsonNode other) {
        for (Map.Entry<String, JsonNode> keyword : other.properties()) {
            JsonNode present = whole.get(keyword.getKey());
            if (present instanceof ObjectNode object && keyword.getKey().equals("properties")) {
                keyword.getValue().properties().forEach(member -> object.set(member.getKey(), member.getValue()));
            } else if (present instanceof ArrayNode list && keyword.getKey().equals("required")) {
                keyword.getValue().forEach(list::add);
            } else {
                whole.set(keyword.getKey(), keyword.getValue().deepCopy());
            }
        }
    }
}
