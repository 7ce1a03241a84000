package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * What a request takes: there members may be left out that answers have in any case. A schema that both use tells what requests must
 * have, and what stands for what they leave out.
 */
final class RequestSchemas {
    /** In a schema that is being made: the members that a request must have. */
    static final String REQUIRED = "x-request-required";
    /** In a schema that is being made: what stands for members that a request leaves out. */
    static final String DEFAULTS = "x-request-defaults";

    private static final String PREFIX = "#/components/schemas/";

    private RequestSchemas() {}

    /** Puts in all schemas of a document that its request bodies lead to what they say of requests, in place of what they say of answers. */
    static void turn(ObjectNode document) {
        JsonNode schemas = document.at("/components/schemas");
        Deque<JsonNode> open = new ArrayDeque<>(document.path("paths").findValues("requestBody"));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            for (String reference : open.remove().findValuesAsText("$ref")) {
                if (seen.add(reference)
                        && schemas.path(reference.substring(PREFIX.length())) instanceof ObjectNode schema) {
                    turnOne(schema);
                    open.add(schema);
                }
            }
        }
        document.findParents(REQUIRED).forEach(schema -> ((ObjectNode) schema).remove(REQUIRED));
        document.findParents(DEFAULTS).forEach(schema -> ((ObjectNode) schema).remove(DEFAULTS));
    }

    private static void turnOne(ObjectNode schema) {
        schema.remove("required");
        if (schema.has(REQUIRED)) {
            schema.set("required", schema.get(REQUIRED));
        }
        schema.path(DEFAULTS).properties().forEach(value -> {
            if (schema.path("properties").path(value.getKey()) instanceof ObjectNode member) {
                member.set("default", value.getValue());
            }
        });
    }
}
