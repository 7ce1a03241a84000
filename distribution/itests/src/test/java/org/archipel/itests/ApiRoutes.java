package org.archipel.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

    /** The members that a body must have. */
    static Set<String> required(JsonNode schema) {
        Set<String> names = new HashSet<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** A JSON body with what it must have and nothing else, each of its kind. */
    ObjectNode smallestBody(JsonNode schema) {
        ObjectNode body = RestClient.JSON.createObjectNode();
        required(schema)
                .forEach(name ->
                        body.set(name, sample(resolve(schema.path("properties").path(name)))));
        return body;
    }

    /** A schema that consists of others, as one: what all of them have, and what all of them require. */
    private JsonNode whole(JsonNode node) {
        JsonNode schema = resolve(node);
        if (!schema.has("allOf")) {
            return schema;
        }
        ObjectNode whole = RestClient.JSON.createObjectNode();
        Set<String> required = new HashSet<>();
        for (JsonNode part : schema.path("allOf")) {
            JsonNode resolved = whole(part);
            whole.setAll((ObjectNode) resolved.deepCopy());
            required.addAll(required(resolved));
        }
        required.forEach(whole.putArray("required")::add);
        return whole;
    }

    private JsonNode sample(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.at("/enum/0");
        }
        return switch (schema.path("type").asText()) {
            case "string" ->
                TextNode.valueOf(schema.path("format").asText().equals("date-time") ? "2020-01-01T00:00:00Z" : "x");
            case "integer", "number" -> IntNode.valueOf(1);
            case "boolean" -> BooleanNode.TRUE;
            case "array" -> RestClient.JSON.createArrayNode();
            default -> smallestBody(schema);
        };
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
                whole(operation
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
