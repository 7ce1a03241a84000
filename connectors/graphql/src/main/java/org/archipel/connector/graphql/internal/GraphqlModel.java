package org.archipel.connector.graphql.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.connector.common.model.RestModel;

/** Makes of a configuration what it is over HTTP: every query and mutation is a POST of a document with variables. */
final class GraphqlModel {
    private static final List<String> SAME =
            List.of("name", "label", "records", "idField", "total", "modifiedAt", "deleted");

    private GraphqlModel() {}

    static RestModel of(ObjectNode config, String path) {
        ObjectNode model = JsonNodeFactory.instance.objectNode();
        var entities = model.putArray("entities");
        config.path("entities").forEach(entity -> entities.add(entity(entity, path)));
        return RestModel.parse(model);
    }

    private static ObjectNode entity(JsonNode config, String path) {
        ObjectNode entity =
                JsonNodeFactory.instance.objectNode().put("method", "POST").put("path", path);
        SAME.stream().filter(config::has).forEach(member -> entity.set(member, config.get(member)));
        entity.set("body", body(config.path("query"), config.path("variables")));
        if (config.has("pageSize")) {
            ObjectNode size = parameter(config.path("pageSize"), "parameter");
            size.put("max", config.at("/pageSize/max").asInt(100));
            entity.set("pageSize", size);
        }
        if (config.has("modifiedSince")) {
            ObjectNode since = parameter(config.path("modifiedSince"), "name");
            since.put("format", config.at("/modifiedSince/format").asText("ISO_8601"));
            entity.set("modifiedSince", since);
        }
        if (config.has("cursor")) {
            ObjectNode pagination =
                    parameter(config.path("cursor"), "parameter").put("style", "CURSOR");
            pagination.set("next", config.at("/cursor/next"));
            if (config.path("cursor").has("more")) {
                pagination.set("more", config.at("/cursor/more"));
            }
            entity.set("pagination", pagination);
        }
        ObjectNode write = entity.putObject("write");
        for (String kind : List.of("create", "update", "delete")) {
            if (config.path("write").has(kind)) {
                write.set(kind, mutation(config.path("write").path(kind), path));
            }
        }
        return entity;
    }

    private static ObjectNode parameter(JsonNode config, String member) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("in", "BODY")
                .put(member, "/variables/" + config.path("variable").asText());
    }

    private static ObjectNode mutation(JsonNode config, String path) {
        ObjectNode template =
                JsonNodeFactory.instance.objectNode().put("method", "POST").put("path", path);
        template.set("body", body(escaped(config.path("mutation")), config.path("variables")));
        template.put("idempotencyHeader", "");
        if (config.has("id")) {
            template.set("id", config.get("id"));
        }
        if (config.has("lookup")) {
            ObjectNode lookup = template.putObject("lookup").put("path", path);
            lookup.set("body", body(escaped(config.at("/lookup/query")), config.at("/lookup/variables")));
            lookup.set("id", config.at("/lookup/id"));
        }
        return template;
    }

    private static ObjectNode body(JsonNode query, JsonNode variables) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("query", query);
        body.set("variables", variables.isObject() ? variables.deepCopy() : JsonNodeFactory.instance.objectNode());
        return body;
    }

    /** The braces of GraphQL are none of a template's places: a space after each keeps them apart. */
    private static JsonNode escaped(JsonNode query) {
        return JsonNodeFactory.instance.textNode(query.asText().replace("{", "{ "));
    }
}
