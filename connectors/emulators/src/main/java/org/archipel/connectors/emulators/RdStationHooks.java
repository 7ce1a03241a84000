package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.RdStationAnswers.changed;
import static org.archipel.connectors.emulators.RdStationAnswers.failure;
import static org.archipel.connectors.emulators.RdStationAnswers.id;
import static org.archipel.connectors.emulators.RdStationAnswers.list;
import static org.archipel.connectors.emulators.RdStationAnswers.now;
import static org.archipel.connectors.emulators.RdStationAnswers.removed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscriptions to webhooks. */
final class RdStationHooks {
    private final Map<String, ObjectNode> hooks = new LinkedHashMap<>();
    private final WebhookQueue queue;

    RdStationHooks(WebhookQueue queue) {
        this.queue = queue;
    }

    void routes(Router router) {
        router.on("GET", "/integrations/webhooks", (exchange, values) -> Reply.json(200, list("webhooks", hooks)))
                .on("POST", "/integrations/webhooks", (exchange, values) -> subscribe(exchange.json()))
                .on(
                        "GET",
                        "/integrations/webhooks/{uuid}",
                        (exchange, values) -> Optional.ofNullable(hooks.get(values.get(0)))
                                .map(hook -> Reply.json(200, hook))
                                .orElseGet(RdStationAnswers::missing))
                .on(
                        "PUT",
                        "/integrations/webhooks/{uuid}",
                        (exchange, values) -> changed(hooks, values.get(0), exchange.json()))
                .on("DELETE", "/integrations/webhooks/{uuid}", (exchange, values) -> removed(hooks, values.get(0)));
    }

    /** The address that the first subscription names. */
    String firstAddress() {
        return hooks.values().iterator().next().path("url").asText();
    }

    List<String> addresses() {
        return hooks.values().stream().map(hook -> hook.path("url").asText()).toList();
    }

    void clear() {
        hooks.clear();
    }

    /** Tells of a conversion. */
    void converted(ObjectNode contact, String identifier) {
        for (ObjectNode hook : hooks.values()) {
            if (hook.path("event_type").asText().equals("WEBHOOK.CONVERTED")) {
                ObjectNode body = Json.object()
                        .put("event_type", "WEBHOOK.CONVERTED")
                        .put("entity_type", "CONTACT")
                        .put("event_identifier", identifier)
                        .put("timestamp", now())
                        .put("event_timestamp", now());
                body.set("contact", contact.deepCopy());
                queue.add(
                        Map.of("Content-Type", "application/json"),
                        Json.bytes(body),
                        hook.path("url").asText());
            }
        }
    }

    private Reply subscribe(ObjectNode request) {
        boolean twice = hooks.values().stream()
                .anyMatch(hook -> hook.path("url").equals(request.path("url"))
                        && hook.path("event_type").equals(request.path("event_type")));
        if (twice) {
            return failure(400, "TAKEN", "The url is taken.");
        }
        if (!request.path("http_method").asText().equals("POST")
                || !request.path("entity_type").asText().equals("CONTACT")) {
            return failure(400, "INVALID_OPTION", "Must be one of the valid options.");
        }
        ObjectNode hook = request.deepCopy().put("uuid", id());
        hooks.put(hook.path("uuid").asText(), hook);
        return Reply.json(200, hook);
    }
}
