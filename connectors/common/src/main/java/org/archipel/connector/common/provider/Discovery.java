package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.archipel.api.connector.DataModel;
import org.archipel.connector.common.model.FieldPath;
import org.archipel.connector.common.wire.Remote;
import org.archipel.jsonpath.JsonPath;

/**
 * Asks a provider for the fields of an entity, those that its users made among them. In the file it is {@code {path, method?, body?,
 * fields, name?, label?, type?, types?, prefix?, required?, readOnly?}}: {@code fields} is the JSONPath of an array of descriptions, or of
 * an object of them by name; {@code name} and {@code label} list the members that may tell it, the first that does counts; {@code types}
 * gives the provider's types as {@code type[:format]}, all others are strings; {@code prefix} is where the record has the fields.
 */
final class Discovery {
    private static final byte[] NOTHING = {};
    private static final String USABLE = "[A-Za-z_][A-Za-z0-9_-]{0,199}";

    private final JsonNode spec;

    Discovery(JsonNode spec) {
        this.spec = spec;
    }

    /** The entity with those of the provider's fields that it does not know of itself. */
    DataModel.Entity extended(DataModel.Entity entity, Remote remote) {
        Map<String, DataModel.Field> fields = new LinkedHashMap<>();
        entity.fields().forEach(field -> fields.put(field.path(), field));
        for (Map.Entry<String, JsonNode> described : descriptions(remote).entrySet()) {
            DataModel.Field field = field(described.getKey(), described.getValue());
            fields.putIfAbsent(field.path(), field);
        }
        return new DataModel.Entity(entity.name(), entity.label(), entity.idField(), List.copyOf(fields.values()));
    }

    private Map<String, JsonNode> descriptions(Remote remote) {
        URI address = remote.address(spec.path("path").asText(), Map.of());
        byte[] body = spec.has("body") ? Remote.bytes(spec.get("body")) : NOTHING;
        JsonNode answer = remote.ask(spec.path("method").asText("GET"), address, Map.of(), body)
                .document()
                .orElseGet(JsonNodeFactory.instance::objectNode);
        JsonNode found = JsonPath.compile(spec.path("fields").asText("$"))
                .first(answer)
                .orElseGet(JsonNodeFactory.instance::arrayNode);
        Map<String, JsonNode> descriptions = new LinkedHashMap<>();
        if (found.isObject()) {
            found.properties().forEach(member -> descriptions.put(member.getKey(), member.getValue()));
        } else {
            found.forEach(one -> first("name", one).ifPresent(name -> descriptions.put(name, one)));
        }
        // What no mapping could name, such as a name with a dot, is left out.
        descriptions.keySet().removeIf(name -> !name.matches(USABLE));
        return descriptions;
    }

    private DataModel.Field field(String name, JsonNode described) {
        String[] type = spec.path("types")
                .path(text(described, spec.path("type").asText("type")).orElse(""))
                .asText("string")
                .split(":", 2);
        return new DataModel.Field(
                spec.path("prefix").asText() + name,
                first("label", described).orElse(name),
                type[0],
                type.length == 2 ? type[1] : "",
                flag(described, "required"),
                flag(described, "readOnly"));
    }

    private Optional<String> first(String member, JsonNode described) {
        List<Optional<String>> told = new ArrayList<>();
        StreamSupport.stream(spec.path(member).spliterator(), false)
                .map(path -> text(described, path.asText()))
                .forEach(told::add);
        return told.stream().flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> text(JsonNode described, String path) {
        JsonNode found = FieldPath.of(path).in(described);
        return found.isValueNode() && !found.isNull()
                ? Optional.of(found.asText()).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private boolean flag(JsonNode described, String member) {
        String path = spec.path(member).asText();
        return !path.isEmpty() && FieldPath.of(path).in(described).asBoolean();
    }
}
