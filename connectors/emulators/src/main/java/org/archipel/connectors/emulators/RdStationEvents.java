package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.RdStationAnswers.id;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Events and conversions. */
final class RdStationEvents {
    private static final Set<String> EVENT_TYPES = Set.of(
            "ECOMMERCE_ORDER_PLACED",
            "ECOMMERCE_CART_ABANDONED",
            "CONVERSION",
            "OPPORTUNITY",
            "SALE",
            "OPPORTUNITY_LOST",
            "CHAT_STARTED",
            "CHAT_FINISHED",
            "CALL_FINISHED");

    private final List<ObjectNode> events = new ArrayList<>();

    void routes(Router router) {
        router.on("POST", "/platform/events", (exchange, values) -> event(exchange.json()))
                .on("POST", "/platform/events/batch", (exchange, values) -> batch(exchange.bodyText()))
                .on("POST", "/platform/conversions", (exchange, values) -> event(exchange.json()));
    }

    int size() {
        return events.size();
    }

    /** Those of a contact. */
    ArrayNode eventsOf(ObjectNode contact) {
        ArrayNode found = Json.array();
        events.stream()
                .filter(event -> event.at("/payload/email")
                        .asText()
                        .equals(contact.path("email").asText()))
                .forEach(found::add);
        return found;
    }

    private Reply event(ObjectNode event) {
        Optional<Reply> refusal = refusal(event);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        events.add(event);
        return Reply.json(200, Json.object().put("event_uuid", id()));
    }

    private static Optional<Reply> refusal(JsonNode event) {
        if (EVENT_TYPES.contains(event.path("event_type").asText())) {
            return Optional.empty();
        }
        ArrayNode errors = Json.array();
        errors.addObject()
                .put("error_type", "INVALID_OPTION")
                .put("error_message", "Must be one of the valid options.")
                .put("path", "$.event_type");
        return Optional.of(Reply.json(400, errors));
    }

    private Reply batch(String text) {
        JsonNode batch = Json.tree(text);
        for (JsonNode event : batch) {
            Optional<Reply> refusal = refusal(event);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        ObjectNode body = Json.object().put("event_batch_uuid", id());
        ArrayNode ids = body.putArray("events");
        batch.forEach(event -> {
            events.add((ObjectNode) event);
            ids.addObject().put("event_uuid", id());
        });
        return Reply.json(200, body);
    }
}
