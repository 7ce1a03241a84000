package org.archipel.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.harness.RestClient;

/** The routes that the platform's own OpenAPI document lists. */
final class ApiRoutes {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final JsonNode document;
    private final List<Route> routes = new ArrayList<>();

    private ApiRoutes(JsonNode document) {
        this.document = document;
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().has("responses")) {
                        routes.add(route(operation.getKey(), path.getKey(), operation.getValue()));
                    }
                }));
    }

    static ApiRoutes read(RestClient client) {
        return new ApiRoutes(client.get("/api/openapi.json").expect(200));
    }

    List<Route> routes() {
        return routes;
    }

    JsonNode document() {
        return document;
    }

    /** Follows a reference within the document, if the node is one. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolve(document.at(reference.substring(1)));
    }

    private Route route(String method, String path, JsonNode operation) {
        List<String> queries = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (resolve(parameter).path("in").asText().equals("query")) {
                queries.add(resolve(parameter).path("name").asText());
            }
        });
        List<String> mediaTypes = new ArrayList<>();
        operation.path("requestBody").path("content").fieldNames().forEachRemaining(mediaTypes::add);
        return new Route(
                method.toUpperCase(Locale.ROOT),
                path,
                permissions(operation.path("x-permission")),
                operation.path("security").isEmpty(),
                path.endsWith("/stream"),
                queries,
                mediaTypes,
                resolve(operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema")),
                operation);
    }

    private static Set<String> permissions(JsonNode node) {
        Set<String> permissions = new HashSet<>();
        if (node.isTextual()) {
            permissions.add(node.asText());
        }
        node.forEach(one -> permissions.add(one.asText()));
        return permissions;
    }

    /**
     * A method of a path.
     *
     * @param permissions of which the caller needs one; empty if any credential is enough, or none is needed
     * @param open whether it needs no credential
     * @param stream whether its answer has no end
     * @param queries names of its query parameters
     * @param mediaTypes what its body may be; empty if it takes none
     * @param schema of its JSON body
     * @param operation all that the document says of it
     */
    record Route(
            String method,
            String path,
            Set<String> permissions,
            boolean open,
            boolean stream,
            List<String> queries,
            List<String> mediaTypes,
            JsonNode schema,
            JsonNode operation) {
        boolean takesIds() {
            return path.contains("{");
        }

        /** The path with its parameters replaced. */
        String with(UnaryOperator<String> values) {
            Matcher matcher = PARAMETER.matcher(path);
            return matcher.replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
