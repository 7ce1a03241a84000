package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.Operation;

/**
 * An operation as one request.
 *
 * @param path with {@code {parameter}} places
 * @param query parameters that go into the query, by name there
 * @param body what is sent, with places; empty for the parameters that have no other place
 * @param bodiless whether nothing is sent
 * @param text whether the answer need not be JSON
 */
record OperationSpec(
        String name,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        Optional<JsonNode> body,
        boolean bodiless,
        boolean text) {
    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final Set<String> SAFE = Set.of("GET", "PUT", "DELETE");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE");

    static OperationSpec of(JsonNode node) {
        String method = node.path("method").asText("GET");
        Map<String, String> query = new HashMap<>();
        node.path("query").forEach(name -> query.put(name.asText(), name.asText()));
        node.path("query")
                .properties()
                .forEach(pair -> query.put(pair.getKey(), pair.getValue().asText()));
        Map<String, String> headers = new HashMap<>();
        node.path("headers")
                .properties()
                .forEach(pair -> headers.put(pair.getKey(), pair.getValue().asText()));
        Optional<JsonNode> body = Optional.ofNullable(node.get("body"));
        return new OperationSpec(
                node.path("name").asText(),
                method,
                node.path("path").asText(),
                Map.copyOf(query),
                Map.copyOf(headers),
                body,
                body.isEmpty() && WITHOUT_BODY.contains(method),
                node.path("answer").asText().equals("TEXT"));
    }

    /** What callers are told of an operation. A parameter is written as {@code name} or {@code name!}: its type, or its schema. */
    static Operation describe(JsonNode node) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", DIALECT).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        Set<String> required = new HashSet<>();
        node.path("parameters").properties().forEach(parameter -> {
            String name = parameter.getKey().replace("!", "");
            if (parameter.getKey().endsWith("!")) {
                required.add(name);
            }
            properties.set(name, type(parameter.getValue()));
        });
        required.stream().sorted().forEach(schema.withArray("required")::add);
        schema.put("additionalProperties", node.path("open").asBoolean());
        boolean idempotent = node.path("idempotent")
                .asBoolean(SAFE.contains(node.path("method").asText("GET")));
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("$schema", DIALECT);
        return new Operation(
                node.path("name").asText(), node.path("description").asText(), schema, result, idempotent);
    }

    private static JsonNode type(JsonNode described) {
        return described.isTextual()
                ? JsonNodeFactory.instance.objectNode().put("type", described.textValue())
                : described;
    }
}
