package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * What a request takes: there members may be left out that answers have in any case. A schema that both use does not say that they have
 * to be there.
 */
final class RequestSchemas {
    private static final String PREFIX = "#/components/schemas/";

    private RequestSchemas() {}

    /** Takes {@code required} off all schemas of a document that its request bodies lead to. */
    static void relax(ObjectNode document) {
        JsonNode schemas = document.at("/components/schemas");
        Deque<JsonNode> open = new ArrayDeque<>(document.path("paths").findValues("requestBody"));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            for (String reference : open.remove().findValuesAsText("$ref")) {
                if (seen.add(reference)
                        && schemas.path(reference.substring(PREFIX.length())) instanceof ObjectNode schema) {
                    schema.remove("required");
                    open.add(schema);
                }
            }
        }
    }
}
