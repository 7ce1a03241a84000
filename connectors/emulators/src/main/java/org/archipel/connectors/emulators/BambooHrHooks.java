package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The webhooks of BambooHR: each has a key of its own, which is told when it is made and never again. Used by one thread at a time. */
final class BambooHrHooks {
    private static final int FIRST_ID = 21;

    private final Map<String, ObjectNode> hooks = new LinkedHashMap<>();
    private final String firstKey;
    private String lastKey;
    private int made;

    /** @param firstKey the key of the first webhook, and of those that nobody asked for */
    BambooHrHooks(String firstKey) {
        this.firstKey = firstKey;
        this.lastKey = firstKey;
    }

    ObjectNode list() {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("webhooks");
        hooks.values()
                .forEach(hook -> list.addObject()
                        .put("id", hook.path("id").asText())
                        .put("name", hook.path("name").asText())
                        .put("created", "2026-05-29 14:21:14")
                        .putNull("lastSent")
                        .put("url", hook.path("url").asText()));
        return body;
    }

    ObjectNode fields() {
        ObjectNode body = Json.object();
        ArrayNode fields = body.putArray("fields");
        fields.addObject().put("id", "1").put("name", "First Name").put("alias", "firstName");
        fields.addObject().put("id", "15").put("name", "Work Email").put("alias", "workEmail");
        return body;
    }

    Reply create(ObjectNode request) {
        String events = request.path("events").toString();
        boolean unmonitored =
                events.contains("updated") && request.path("monitorFields").isEmpty();
        if (!request.path("url").asText().startsWith("https://") || unmonitored) {
            ObjectNode body = Json.object();
            body.putArray("errors").addObject().put("error", "Invalid request body");
            return Reply.json(400, body);
        }
        ObjectNode hook = request.deepCopy().put("id", String.valueOf(FIRST_ID + made));
        lastKey = made == 0 ? firstKey : UUID.randomUUID().toString().replace("-", "");
        made++;
        hooks.put(hook.path("id").asText(), hook);
        return Reply.json(201, hook.deepCopy().put("privateKey", lastKey));
    }

    Reply delete(String id) {
        if (hooks.remove(id) == null) {
            ObjectNode body = Json.object();
            body.putArray("errors").addObject().put("error", "No webhook was found with ID: " + id + ".");
            return Reply.json(404, body);
        }
        return Reply.of(200, "text/html", "Web hook has been deleted.".getBytes(StandardCharsets.UTF_8));
    }

    /** What webhooks are signed with. */
    String key() {
        return lastKey;
    }

    List<String> addresses() {
        return hooks.values().stream().map(hook -> hook.path("url").asText()).toList();
    }

    void clear() {
        hooks.clear();
    }
}
