package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.ZapSignAnswers.message;
import static org.archipel.connectors.emulators.ZapSignAnswers.missing;
import static org.archipel.connectors.emulators.ZapSignAnswers.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The webhooks that are registered with ZapSign. */
final class ZapSignHooks {
    private final Map<Integer, ObjectNode> hooks = new LinkedHashMap<>();
    private final WebhookQueue queue;
    private int ids;

    ZapSignHooks(WebhookQueue queue) {
        this.queue = queue;
    }

    void routes(Router router) {
        router.on("POST", "/user/company/webhook/", (exchange, values) -> register(exchange.json()))
                .on("POST", "/user/company/webhook/header/", (exchange, values) -> addHeaders(exchange.json()))
                .on("DELETE", "/user/company/webhook/delete/", (exchange, values) -> unregister(exchange.json()));
    }

    List<String> addresses() {
        return hooks.values().stream().map(hook -> hook.path("url").asText()).toList();
    }

    void clear() {
        hooks.clear();
    }

    /** Tells those who want it. */
    void tell(String event, ObjectNode document, String member, JsonNode value) {
        for (ObjectNode hook : hooks.values()) {
            String type = hook.path("type").asText();
            if (type.isEmpty() || type.equals(event)) {
                ObjectNode body = document.deepCopy().put("event_type", event);
                if (!member.isEmpty()) {
                    body.set(member, value);
                }
                Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
                hook.path("headers")
                        .forEach(header -> headers.put(
                                header.path("name").asText(),
                                header.path("value").asText()));
                queue.add(headers, Json.bytes(body), hook.path("url").asText());
            }
        }
    }

    private Reply register(ObjectNode request) {
        if (!request.path("url").asText().startsWith("http")) {
            return Reply.json(400, required("url"));
        }
        int id = ++ids;
        hooks.put(id, request);
        return Reply.json(200, Json.object().put("id", id));
    }

    private Reply addHeaders(ObjectNode request) {
        ObjectNode hook = hooks.get(request.path("id").asInt());
        if (hook == null) {
            return missing();
        }
        request.path("headers").forEach(hook.withArray("headers")::add);
        return Reply.json(200, message("ok"));
    }

    private Reply unregister(ObjectNode request) {
        return hooks.remove(request.path("id").asInt()) == null
                ? missing()
                : Reply.of(200, "text/html", "Webhook deletado com sucesso".getBytes(StandardCharsets.UTF_8));
    }
}
