package org.archipel.sandbox.internal.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.sandbox.PermissionVocabulary;

/** Reads descriptors: first as JSON, and once they were found valid, as objects. */
final class DescriptorReader {
    private static final int DEEPEST = 64;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private DescriptorReader() {}

    /** The descriptor as JSON; empty if it is none or no object. */
    static Optional<ObjectNode> json(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            JsonNode node = JSON.readTree(parser);
            boolean alone = parser.nextToken() == null;
            return alone && node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Permission permission(JsonNode request) {
        List<PermissionCondition> conditions = new ArrayList<>();
        for (JsonNode condition : request.path("conditions")) {
            conditions.add(new PermissionCondition(condition.path("type").asText(), texts(condition.path("values"))));
        }
        Set<String> actions = new LinkedHashSet<>(texts(request.path("actions")));
        return new Permission(request.path("resource").asText(), actions, conditions);
    }

    /** Reads a descriptor that follows its schema and the vocabulary. */
    static ExtensionDescriptor descriptor(ObjectNode json, PermissionVocabulary vocabulary) {
        List<PermissionRequest> permissions = new ArrayList<>();
        for (JsonNode request : json.path("permissions")) {
            permissions.add(new PermissionRequest(
                    vocabulary.canonical(permission(request)),
                    request.path("required").asBoolean(true),
                    request.path("reason").asText()));
        }
        ObjectNode configSchema = json.path("configSchema") instanceof ObjectNode schema
                ? schema.deepCopy()
                : JsonNodeFactory.instance.objectNode().put("type", "object");
        return new ExtensionDescriptor(
                json.path("id").asText(),
                json.path("version").asText(),
                json.path("name").asText(),
                json.path("description").asText(),
                json.path("category").asText(),
                texts(json.path("tags")),
                json.path("publisher").asText(),
                json.path("platformRange").asText(),
                permissions,
                configSchema,
                json.deepCopy());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
