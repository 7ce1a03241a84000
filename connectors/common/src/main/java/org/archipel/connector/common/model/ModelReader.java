package org.archipel.connector.common.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.jsonpath.JsonPath;
import org.archipel.jsonpath.JsonPathSyntaxException;

/** Reads a configuration, gathering all that is wrong with it before it gives up. */
final class ModelReader {
    private static final int DEFAULT_RESPONSE_BYTES = 32 * 1024 * 1024;
    private static final int LARGEST_PAGE = 100_000;

    private final List<FieldError> errors = new ArrayList<>();

    RestModel read(ObjectNode config) {
        List<Entity> entities = new ArrayList<>();
        for (JsonNode entity : config.path("entities")) {
            entities.add(entity(entity, "/entities/" + entities.size()));
        }
        long names = entities.stream().map(Entity::name).distinct().count();
        if (names < entities.size()) {
            errors.add(new FieldError("/entities", "two entities have the same name"));
        }
        RestModel read = new RestModel(
                authentication(config.path("authentication"), "/authentication"),
                texts(config.path("headers")),
                texts(config.path("query")),
                optional(config, "", "testPath", (node, pointer) -> node.asText()),
                config.path("maxResponseBytes").asInt(DEFAULT_RESPONSE_BYTES),
                entities);
        if (!errors.isEmpty()) {
            throw new ValidationException("the connector's configuration is not valid", errors);
        }
        return read;
    }

    private Authentication authentication(JsonNode node, String pointer) {
        List<String> scopes = new ArrayList<>();
        node.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return new Authentication(
                choice(node, pointer, "style", Authentication.Style.NONE),
                node.path("header").asText(),
                node.path("prefix").asText(),
                node.path("parameter").asText(),
                node.path("tokenUrl").asText(),
                scopes,
                texts(node.path("extra")));
    }

    private Entity entity(JsonNode node, String pointer) {
        String name = text(node, pointer, "name");
        JsonNode write = node.path("write");
        Optional<Entity.Version> version = optional(node, pointer, "version", this::version);
        String writePointer = pointer + "/write";
        return new Entity(
                name,
                node.path("label").asText(name),
                FieldPath.of(text(node, pointer, "idField")),
                optional(node, pointer, "modifiedAt", this::modifiedAt),
                optional(node, pointer, "deleted", this::deletionMark),
                listing(node, pointer),
                optional(node, pointer, "changes", (changes, at) -> listing(merged(node, changes), at)),
                version,
                optional(node, pointer, "one", this::one)
                        .or(() -> version.map(known -> Entity.One.got(known.path(), known.query()))),
                Optional.of(node.path("detail").asText()).filter(path -> !path.isEmpty()),
                optional(write, writePointer, "create", this::writeTemplate),
                optional(write, writePointer, "update", this::writeTemplate),
                optional(write, writePointer, "delete", this::writeTemplate));
    }

    /** What the listing of changes does not say is as in the listing of all. */
    private static JsonNode merged(JsonNode all, JsonNode changes) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        all.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
        changes.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
        return merged;
    }

    private Listing listing(JsonNode node, String pointer) {
        return new Listing(
                node.path("method").asText("GET"),
                text(node, pointer, "path"),
                texts(node.path("headers")),
                texts(node.path("query")),
                Optional.ofNullable(node.get("body")).map(body -> (ObjectNode) body),
                jsonPath(node.path("records"), pointer + "/records"),
                optional(node, pointer, "modifiedSince", this::modifiedSince),
                optional(node, pointer, "pageSize", this::pageSize),
                pagination(node.path("pagination"), pointer + "/pagination"),
                optional(node, pointer, "total", this::jsonPath),
                node.path("totalHeader").asText(),
                node.path("ordered").asBoolean(true),
                node.path("complete").asBoolean(false),
                node.path("bareArray").asBoolean(false),
                node.path("partial").asBoolean(false));
    }

    private Listing.ModifiedSince modifiedSince(JsonNode node, String pointer) {
        return new Listing.ModifiedSince(
                parameter(node, pointer, "name"),
                choice(node, pointer, "format", TimeFormat.ISO_8601),
                node.path("template").asText("{time}"),
                node.path("advances").asBoolean(false));
    }

    private Parameter parameter(JsonNode node, String pointer, String field) {
        return new Parameter(choice(node, pointer, "in", Parameter.Place.QUERY), text(node, pointer, field));
    }

    private Entity.ModifiedAt modifiedAt(JsonNode node, String pointer) {
        return new Entity.ModifiedAt(
                FieldPath.of(text(node, pointer, "field")), choice(node, pointer, "format", TimeFormat.ISO_8601));
    }

    private Entity.Version version(JsonNode node, String pointer) {
        return new Entity.Version(
                jsonPath(node.path("field"), pointer + "/field"),
                node.path("header").asText("If-Match"),
                text(node, pointer, "path"),
                texts(node.path("query")));
    }

    private Entity.One one(JsonNode node, String pointer) {
        Set<String> fields = new HashSet<>();
        node.path("fields").forEach(field -> fields.add(field.asText()));
        return new Entity.One(
                node.path("method").asText("GET"),
                text(node, pointer, "path"),
                texts(node.path("query")),
                texts(node.path("headers")),
                optional(node, pointer, "body", (value, at) -> value),
                optional(node, pointer, "record", this::jsonPath),
                fields);
    }

    private Entity.DeletionMark deletionMark(JsonNode node, String pointer) {
        return new Entity.DeletionMark(
                FieldPath.of(text(node, pointer, "field")), optional(node, pointer, "equals", (value, at) -> value));
    }

    private Listing.PageSize pageSize(JsonNode node, String pointer) {
        return new Listing.PageSize(
                optional(node, pointer, "parameter", (name, at) -> parameter(node, pointer, "parameter")),
                node.path("max").asInt(LARGEST_PAGE));
    }

    private Entity.WriteTemplate writeTemplate(JsonNode node, String pointer) {
        List<String> omitted = new ArrayList<>();
        node.path("omit").forEach(field -> omitted.add(field.asText()));
        String keyHeader = node.path("idempotencyHeader").asText("Idempotency-Key");
        return new Entity.WriteTemplate(
                text(node, pointer, "method"),
                text(node, pointer, "path"),
                texts(node.path("query")),
                optional(node, pointer, "id", this::jsonPath),
                optional(node, pointer, "body", (value, at) -> value),
                omitted,
                keyHeader,
                node.path("repeatable").asBoolean(!keyHeader.isEmpty() && !node.has("lookup")),
                optional(node, pointer, "lookup", this::lookup),
                optional(node, pointer, "otherwise", this::writeTemplate));
    }

    private Entity.Lookup lookup(JsonNode node, String pointer) {
        List<FieldPath> same = new ArrayList<>();
        node.path("same").forEach(field -> same.add(FieldPath.of(field.asText())));
        return new Entity.Lookup(
                text(node, pointer, "path"),
                texts(node.path("query")),
                optional(node, pointer, "body", (value, at) -> value),
                jsonPath(node.path("id"), pointer + "/id"),
                optional(node, pointer, "records", this::jsonPath),
                same);
    }

    private Pagination pagination(JsonNode node, String pointer) {
        return switch (node.path("style").asText("NONE")) {
            case "PAGE" ->
                new Pagination.Page(
                        parameter(node, pointer, "parameter"),
                        node.path("first").asInt(1),
                        node.path("end").asText());
            case "OFFSET" -> new Pagination.Offset(parameter(node, pointer, "parameter"));
            case "CURSOR" ->
                new Pagination.Cursor(
                        parameter(node, pointer, "parameter"),
                        jsonPath(node.path("next"), pointer + "/next"),
                        optional(node, pointer, "more", this::jsonPath));
            case "LINK" -> new Pagination.Link();
            case "NEXT_ADDRESS" -> new Pagination.NextAddress(jsonPath(node.path("next"), pointer + "/next"));
            case "KEYSET" ->
                new Pagination.Keyset(
                        parameter(node, pointer, "parameter"),
                        FieldPath.of(text(node, pointer, "field")),
                        node.path("first").asText());
            default -> new Pagination.None();
        };
    }

    private JsonPath jsonPath(JsonNode node, String pointer) {
        try {
            return JsonPath.compile(node.asText());
        } catch (JsonPathSyntaxException e) {
            errors.add(new FieldError(pointer, "no JSONPath (RFC 9535): " + e.getMessage()));
            return JsonPath.compile("$");
        }
    }

    private String text(JsonNode node, String pointer, String field) {
        String text = node.path(field).asText();
        if (text.isEmpty()) {
            errors.add(new FieldError(pointer + "/" + field, "is required"));
            return "?";
        }
        return text;
    }

    private <E extends Enum<E>> E choice(JsonNode node, String pointer, String field, E absent) {
        String name = node.path(field).asText(absent.name());
        for (E constant : absent.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        errors.add(new FieldError(pointer + "/" + field, "unknown value"));
        return absent;
    }

    private static <T> Optional<T> optional(
            JsonNode node, String pointer, String field, BiFunction<JsonNode, String, T> reader) {
        return Optional.ofNullable(node.get(field)).map(value -> reader.apply(value, pointer + "/" + field));
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
