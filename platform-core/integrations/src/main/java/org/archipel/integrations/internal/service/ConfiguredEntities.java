package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The entities of connectors that leave them to the integration: their {@code configSchema} has a property {@code entities}, an array of
 * objects that each need a {@code name}.
 */
final class ConfiguredEntities {
    private static final String ENTITIES = "entities";
    private static final String NAME = "name";

    private ConfiguredEntities() {}

    /**
     * The names that an integration's settings give.
     *
     * @param schema the connector's schema of them
     * @param settings may be incomplete
     * @return empty if the connector's entities are not those of the settings
     */
    static Optional<Set<String>> names(ObjectNode schema, JsonNode settings) {
        JsonNode property = schema.path("properties").path(ENTITIES);
        JsonNode item = resolved(schema, property.path("items"));
        if (!property.path("type").asText().equals("array") || !requiresName(item)) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>();
        settings.path(ENTITIES).forEach(entity -> {
            if (entity.path(NAME).isTextual()) {
                names.add(entity.path(NAME).textValue());
            }
        });
        return Optional.of(names);
    }

    private static JsonNode resolved(ObjectNode schema, JsonNode item) {
        String reference = item.path("$ref").asText();
        return reference.startsWith("#/") ? schema.at(reference.substring(1)) : item;
    }

    private static boolean requiresName(JsonNode item) {
        for (JsonNode required : item.path("required")) {
            if (required.asText().equals(NAME)) {
                return true;
            }
        }
        return false;
    }
}
