package org.archipel.sdk.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.api.permission.Permission;
import org.archipel.sdk.NeedsPermission;

/** Compares what is asked for with the platform's permission vocabulary. */
final class VocabularyCheck {
    private final Map<String, JsonNode> resources = new LinkedHashMap<>();

    VocabularyCheck() {
        try (InputStream source = Permission.class.getResourceAsStream("/META-INF/archipel/permissions.json")) {
            new ObjectMapper()
                    .readTree(source)
                    .path("resources")
                    .forEach(resource -> resources.put(resource.path("name").asText(), resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong, for the developer; empty if nothing is. */
    List<String> problems(NeedsPermission need) {
        JsonNode resource = resources.get(need.resource());
        if (resource == null) {
            return List.of("unknown resource '" + need.resource() + "'; there are " + resources.keySet());
        }
        List<String> problems = new ArrayList<>();
        List<String> actions = names(resource.path("actions"), "name");
        Arrays.stream(need.actions())
                .filter(action -> !actions.contains(action))
                .forEach(action -> problems.add(
                        "unknown action '" + action + "' of '" + need.resource() + "'; there are " + actions));
        List<String> types = names(resource.path("conditions"), "type");
        List<String> given = Arrays.stream(need.conditions())
                .map(NeedsPermission.Condition::type)
                .toList();
        given.stream()
                .filter(type -> !types.contains(type))
                .forEach(type -> problems.add(
                        "unknown condition '" + type + "' of '" + need.resource() + "'; there are " + types));
        for (JsonNode condition : resource.path("conditions")) {
            String type = condition.path("type").asText();
            if (condition.path("required").asBoolean() && !given.contains(type)) {
                problems.add("'" + need.resource() + "' needs the condition '" + type + "'");
            }
        }
        return problems;
    }

    private static List<String> names(JsonNode entries, String field) {
        List<String> names = new ArrayList<>();
        entries.forEach(entry -> names.add(entry.path(field).asText()));
        return names;
    }
}
