package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.archipel.rest.PageRequest;

/** The parameters that many operations share, which the document describes once. */
final class SharedParameters {
    private SharedParameters() {}

    /** The names of those that a route takes. */
    static List<String> of(Route route) {
        List<String> names = new ArrayList<>();
        if (Arrays.asList(route.method().getParameterTypes()).contains(PageRequest.class)) {
            names.addAll(List.of("limit", "cursor", "q", "sort"));
        }
        if (route.verb().equals("post")) {
            names.add("idempotencyKey");
        }
        if (route.isConditional()) {
            names.add(route.verb().equals("get") ? "ifNoneMatch" : "ifMatch");
        }
        return names;
    }

    /** Describes them, by name. */
    static void write(ObjectNode components) {
        text(components, "limit", "limit", "query", "Items of a page")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", PageRequest.MAX_LIMIT)
                .put("default", PageRequest.DEFAULT_LIMIT);
        text(components, "cursor", "cursor", "query", "Where the page begins: nextCursor of the page before");
        text(components, "q", "q", "query", "Text to search for; refused by a list that is not searched");
        text(
                components,
                "sort",
                "sort",
                "query",
                "Fields to sort by, separated by commas; a leading minus sorts descending; refused by a list with one order only");
        text(
                        components,
                        "idempotencyKey",
                        "Idempotency-Key",
                        "header",
                        "The same request with the same key within 24 hours gets the answer of the first")
                .put("maxLength", 255);
        text(
                components,
                "ifMatch",
                "If-Match",
                "header",
                "The ETag of the state that the change is meant for; of another state it is refused with 412");
        text(
                components,
                "ifNoneMatch",
                "If-None-Match",
                "header",
                "The ETag of the state that the client has; it is not sent again, the answer is 304");
    }

    /** @return its schema, a text unless more is said */
    private static ObjectNode text(ObjectNode components, String key, String name, String in, String description) {
        return components
                .putObject(key)
                .put("name", name)
                .put("in", in)
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }
}
