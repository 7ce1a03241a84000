package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.BitrixAnswers.error;
import static org.archipel.connectors.emulators.BitrixAnswers.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events of a portal: who is told of them, and those that wait to be fetched. */
final class BitrixEvents {
    private static final Map<String, String> NAMES = Map.of("1", "LEAD", "2", "DEAL", "3", "CONTACT", "4", "COMPANY");

    private final List<ObjectNode> bindings = new ArrayList<>();
    private final List<ObjectNode> offline = new ArrayList<>();
    private final WebhookQueue webhooks;

    BitrixEvents(WebhookQueue webhooks) {
        this.webhooks = webhooks;
    }

    /** The types of items that have events. */
    static Set<String> types() {
        return NAMES.keySet();
    }

    void clearQueue() {
        offline.clear();
    }

    ObjectNode bind(ObjectNode parameters) {
        boolean twice = bindings.stream()
                .anyMatch(known -> known.path("event").equals(parameters.path("event"))
                        && known.path("handler").equals(parameters.path("handler")));
        if (twice) {
            return error("ERROR_CORE", "Unable to set event handler: Handler already binded");
        }
        if (!parameters.path("event").asText().startsWith("ON")) {
            return error("ERROR_EVENT_NOT_FOUND", "Event not found");
        }
        bindings.add(parameters.deepCopy().without("auth"));
        return Json.object().put("result", true);
    }

    ObjectNode unbind(ObjectNode parameters) {
        int before = bindings.size();
        bindings.removeIf(known -> known.path("event").equals(parameters.path("event"))
                && known.path("handler").equals(parameters.path("handler")));
        return result(Json.object().put("count", before - bindings.size()));
    }

    ArrayNode bound() {
        ArrayNode list = Json.array();
        bindings.forEach(list::add);
        return list;
    }

    List<String> addresses() {
        return bindings.stream().map(one -> one.path("handler").asText()).toList();
    }

    /** As when the application is updated or deleted. */
    void clear() {
        bindings.clear();
    }

    ArrayNode queue() {
        ArrayNode list = Json.array();
        offline.forEach(list::add);
        return list;
    }

    void tell(String type, String what, long id) {
        String event = "ONCRM" + NAMES.get(type) + what;
        for (ObjectNode binding : bindings) {
            if (!binding.path("event").asText().equals(event)) {
                continue;
            }
            if (binding.path("event_type").asText().equals("offline")) {
                offline.add(Json.object()
                        .put("ID", String.valueOf(offline.size() + 1))
                        .put("EVENT_NAME", event));
            } else {
                webhooks.add(
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        form(event, id),
                        binding.path("handler").asText());
            }
        }
    }

    private static byte[] form(String event, long id) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("event", event);
        form.put("event_handler_id", "201");
        form.put("data[FIELDS][ID]", String.valueOf(id));
        form.put("ts", String.valueOf(Instant.now().getEpochSecond()));
        form.put("auth[domain]", "acme.bitrix24.com");
        form.put("auth[client_endpoint]", "https://acme.bitrix24.com/rest/");
        form.put("auth[member_id]", Bitrix24Provider.MEMBER_ID);
        form.put("auth[application_token]", Bitrix24Provider.APPLICATION_TOKEN);
        return Urls.query(form).getBytes(StandardCharsets.UTF_8);
    }
}
