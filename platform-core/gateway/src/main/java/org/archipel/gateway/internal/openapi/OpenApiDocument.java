package org.archipel.gateway.internal.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.base.PointerSegments;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.ApiIntegration;
import org.archipel.gateway.internal.model.AuthenticationSettings;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.gateway.internal.model.RateLimitSettings;
import org.archipel.gateway.internal.route.PathTemplate;
import org.archipel.security.Organizations.Organization;

/** An OpenAPI 3.1 document of custom APIs. */
public final class OpenApiDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final String PROBLEM = "#/components/responses/Problem";

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

    private OpenApiDocument() {}

    /**
     * The document of some APIs.
     *
     * @param title of the document
     * @param version of the document
     * @param server where the platform answers, without a path
     */
    public static ObjectNode of(
            Organization organization, Collection<CustomApi> apis, String title, String version, String server) {
        ObjectNode document = JSON.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", title).put("version", version);
        String base = server + "/api/custom/" + organization.slug();
        document.putArray("servers").addObject().put("url", base);
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemes = JSON.objectNode();
        apis.forEach(api -> operation(paths, schemes, api, base));
        ObjectNode components = document.putObject("components");
        if (!schemes.isEmpty()) {
            components.set("securitySchemes", schemes);
        }
        problems(components);
        return document;
    }

    private static void operation(ObjectNode paths, ObjectNode schemes, CustomApi api, String base) {
        ApiDefinition definition = api.definition();
        String path = path(paths, definition);
        ObjectNode item = paths.withObject("/" + PointerSegments.escaped(path));
        ObjectNode operation = item.putObject(definition.method().toLowerCase(Locale.ROOT));
        operation.putArray("tags").add("v" + definition.major());
        operation.put("operationId", operationId(definition));
        operation.put("summary", definition.name());
        Optional.ofNullable(definition.description()).ifPresent(text -> operation.put("description", text));
        Optional.ofNullable(definition.deprecation()).ifPresent(ends -> deprecation(operation, ends));
        parameters(operation, definition, path);
        requestBody(operation, definition.config());
        responses(operation, definition.config());
        SecuritySchemes.add(operation, schemes, definition.config().authentication());
        codeSamples(operation, Snippets.of(definition, base));
    }

    /** OpenAPI knows no times and no link of it: they are in extensions. */
    private static void deprecation(ObjectNode operation, Deprecation ends) {
        operation.put("deprecated", true);
        ObjectNode told = operation.putObject("x-deprecation");
        told.put("since", ends.since().toString());
        if (ends.sunset() != null) {
            told.put("sunset", ends.sunset().toString());
        }
        if (ends.link() != null) {
            told.put("link", ends.link());
        }
    }

    /** Calls to copy, in the extension that readers of such documents know. */
    private static void codeSamples(ObjectNode operation, Snippets snippets) {
        ArrayNode samples = operation.putArray("x-codeSamples");
        samples.addObject().put("lang", "Shell").put("label", "curl").put("source", snippets.curl());
        samples.addObject().put("lang", "JavaScript").put("label", "JavaScript").put("source", snippets.javascript());
        samples.addObject().put("lang", "Python").put("label", "Python").put("source", snippets.python());
        samples.addObject().put("lang", "Java").put("label", "Java").put("source", snippets.java());
    }

    /**
     * The path of an API. Two that differ in the names of their parameters alone are one to OpenAPI, and so the second has the names of
     * the first.
     */
    private static String path(ObjectNode paths, ApiDefinition definition) {
        String path = "/v" + definition.major() + definition.path().replaceAll("\\*}", "}");
        String shape = path.replaceAll("\\{[^}]*}", "{}");
        for (Iterator<String> known = paths.fieldNames(); known.hasNext(); ) {
            String other = known.next();
            if (other.replaceAll("\\{[^}]*}", "{}").equals(shape)) {
                return other;
            }
        }
        return path;
    }

    /** Unique within an organization: method, path and major version are. */
    static String operationId(ApiDefinition definition) {
        String path = definition.path().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
        String text = definition.method().toLowerCase(Locale.ROOT) + "_" + path + "_v" + definition.major();
        // Paths that differ in signs only.
        return text + "_"
                + Integer.toHexString(
                        PathTemplate.parse(definition.path()).shape().hashCode());
    }

    private static void parameters(ObjectNode operation, ApiDefinition definition, String path) {
        ArrayNode parameters = JSON.arrayNode();
        for (Matcher named = PARAMETER.matcher(path); named.find(); ) {
            String name = named.group(1);
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", name).put("in", "path").put("required", true);
            if (definition.path().endsWith("*}") && named.end() == path.length()) {
                // OpenAPI has no such parameters.
                parameter
                        .put("description", "The rest of the path, with its slashes")
                        .put("x-rest", true);
            }
            parameter.putObject("schema").put("type", "string");
        }
        QueryNames.of(definition).forEach(name -> {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", name).put("in", "query").put("required", false);
            parameter.putObject("schema").put("type", "string");
        });
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
    }

    private static void requestBody(ObjectNode operation, ApiConfig config) {
        JsonNode example = config.example() == null ? null : config.example().request();
        if (config.requestSchema() == null && example == null) {
            return;
        }
        ObjectNode body = operation.putObject("requestBody");
        body.put("required", config.requestSchema() != null);
        content(
                body,
                config.requestSchema(),
                example,
                operation.path("operationId").asText() + ":request");
    }

    private static void content(ObjectNode holder, JsonNode schema, JsonNode example, String id) {
        ObjectNode json = holder.putObject("content").putObject("application/json");
        if (schema != null && !schema.isNull()) {
            json.set("schema", standing(schema, id));
        }
        if (example != null && !example.isNull()) {
            json.set("example", example);
        }
    }

    /** A schema whose references within itself stay within itself: those of a part of a document begin at its {@code $id}. */
    private static JsonNode standing(JsonNode schema, String id) {
        if (!(schema instanceof ObjectNode object)
                || object.has("$id")
                || !object.toString().contains("\"$ref\":\"#")) {
            return schema;
        }
        ObjectNode named = JSON.objectNode().put("$id", "urn:archipel:custom-api:" + id);
        return named.setAll(object);
    }

    private static void responses(ObjectNode operation, ApiConfig config) {
        ObjectNode responses = operation.putObject("responses");
        int status = status(config);
        ObjectNode good = responses.putObject(Integer.toString(status));
        good.put("description", "The answer");
        JsonNode example = config.example() == null ? null : config.example().response();
        if (example == null && config.mock() != null) {
            example = config.mock().body();
        }
        if (config.responseSchema() != null || example != null) {
            content(
                    good,
                    config.responseSchema(),
                    example,
                    operation.path("operationId").asText() + ":response");
        }
        headers(good, config);
        if (config.authentication().type() != AuthenticationSettings.Type.NONE) {
            responses.putObject("401").put("$ref", PROBLEM);
            responses.putObject("403").put("$ref", PROBLEM);
        }
        if (config.rateLimit() != null && config.rateLimit().enabled()) {
            responses.putObject("429").put("$ref", PROBLEM);
        }
        responses.putObject("default").put("$ref", PROBLEM);
    }

    /** The status of a good answer, as far as the definition tells it. */
    private static int status(ApiConfig config) {
        if (config.mock() != null) {
            return config.mock().status();
        }
        ApiIntegration last = config.integrations().isEmpty()
                ? null
                : config.integrations().get(config.integrations().size() - 1);
        if (last == null
                || config.execution() == ApiConfig.Execution.PARALLEL
                        && config.integrations().size() > 1) {
            return OK;
        }
        if (last.type() == ApiIntegration.Type.WEBHOOK) {
            return ACCEPTED;
        }
        return last.type() == ApiIntegration.Type.DATABASE && last.operation() == ApiIntegration.Operation.DELETE
                ? NO_CONTENT
                : OK;
    }

    private static void headers(ObjectNode response, ApiConfig config) {
        ObjectNode headers = JSON.objectNode();
        RateLimitSettings limit = config.rateLimit();
        if (limit != null && limit.enabled()) {
            header(headers, "RateLimit-Policy", "The limit: q requests in w seconds");
            header(headers, "RateLimit", "What is left: r requests; all are there again after t seconds");
        }
        if (config.caching() != null && config.caching().enabled()) {
            header(headers, "ETag", "To be sent as If-None-Match");
        }
        if (!headers.isEmpty()) {
            response.set("headers", headers);
        }
    }

    private static void header(ObjectNode headers, String name, String description) {
        headers.putObject(name)
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }

    private static void problems(ObjectNode components) {
        ObjectNode problem = components.putObject("responses").putObject("Problem");
        problem.put("description", "A problem (RFC 9457)");
        ObjectNode schema = problem.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema");
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List.of("type", "title", "detail", "instance", "code", "timestamp", "requestId")
                .forEach(name -> properties.putObject(name).put("type", "string"));
        properties.putObject("status").put("type", "integer");
        properties.putObject("retryable").put("type", "boolean");
    }
}
