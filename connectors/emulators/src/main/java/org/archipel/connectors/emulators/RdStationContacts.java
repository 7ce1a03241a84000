package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.RdStationAnswers.failure;
import static org.archipel.connectors.emulators.RdStationAnswers.id;
import static org.archipel.connectors.emulators.RdStationAnswers.missing;
import static org.archipel.connectors.emulators.RdStationAnswers.now;
import static org.archipel.connectors.emulators.RdStationAnswers.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contacts, and the segmentations that list them. */
final class RdStationContacts {
    private static final int ALL_CONTACTS = 1;

    private final Map<String, ObjectNode> contacts = new LinkedHashMap<>();
    private final RdStationEvents events;
    private String limited = "";

    RdStationContacts(RdStationEvents events) {
        this.events = events;
    }

    /** What is done with a contact that was found. */
    private interface Found {
        Reply answer(ObjectNode found);
    }

    void routes(Router router) {
        router.on("GET", "/platform/segmentations", (exchange, values) -> segmentations(exchange))
                .on(
                        "GET",
                        "/platform/segmentations/{id}/contacts",
                        (exchange, values) -> members(exchange, values.get(0)))
                .on("POST", "/platform/contacts", (exchange, values) -> create(exchange.json()))
                .on(
                        "GET",
                        "/platform/contacts/{key}",
                        (exchange, values) -> contact(values.get(0), found -> Reply.json(200, shown(found))))
                .on("PATCH", "/platform/contacts/{key}", (exchange, values) -> upsert(values.get(0), exchange))
                .on(
                        "DELETE",
                        "/platform/contacts/{key}",
                        (exchange, values) -> contact(values.get(0), found -> {
                            contacts.remove(found.path("uuid").asText());
                            return Reply.empty(204);
                        }))
                .on(
                        "POST",
                        "/platform/contacts/{key}/tag",
                        (exchange, values) -> contact(values.get(0), found -> {
                            exchange.json().path("tags").forEach(found.withArray("tags")::add);
                            return Reply.json(200, shown(found));
                        }))
                .on(
                        "GET",
                        "/platform/contacts/{key}/events",
                        (exchange, values) -> contact(values.get(0), found -> Reply.json(200, events.eventsOf(found))))
                .on(
                        "GET",
                        "/platform/contacts/{key}/funnels/default",
                        (exchange, values) -> contact(values.get(0), found -> Reply.json(200, funnel(found))))
                .on(
                        "PUT",
                        "/platform/contacts/{key}/funnels/default",
                        (exchange, values) -> contact(values.get(0), found -> {
                            found.set("funnel", funnel(found).setAll(exchange.json()));
                            return Reply.json(200, funnel(found));
                        }));
    }

    void limit(String email) {
        limited = email;
    }

    int size() {
        return contacts.size();
    }

    private Reply segmentations(Exchange exchange) {
        List<ObjectNode> all = new ArrayList<>();
        all.add(segmentation(ALL_CONTACTS, "Todos os contatos da base", true));
        all.add(segmentation(2, "Clientes", false));
        return page(exchange, "segmentations", all);
    }

    private static ObjectNode segmentation(int id, String name, boolean standard) {
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("standard", standard)
                .put("created_at", "2026-01-01T14:14:04.510-03:00")
                .put("updated_at", "2026-01-01T14:14:04.510-03:00")
                .put("process_status", "processed");
    }

    private Reply members(Exchange exchange, String id) {
        if (!id.equals(String.valueOf(ALL_CONTACTS)) && !id.equals("2")) {
            return missing();
        }
        List<ObjectNode> members = new ArrayList<>();
        for (ObjectNode contact : id.equals("2") ? List.<ObjectNode>of() : contacts.values()) {
            ObjectNode member = contact.deepCopy();
            members.add(member.retain("uuid", "name", "email", "last_conversion_date", "created_at"));
        }
        return page(exchange, "contacts", members);
    }

    private Reply contact(String key, Found found) {
        return find(key).map(found::answer).orElseGet(RdStationAnswers::missing);
    }

    Optional<ObjectNode> find(String key) {
        String[] parts = key.contains(":") ? key.split(":", 2) : new String[] {"uuid", key};
        String field = parts[0].equals("phone") ? "mobile_phone" : parts[0];
        return contacts.values().stream()
                .filter(contact -> contact.path(field).asText().equals(parts[1]))
                .findFirst();
    }

    private Reply create(ObjectNode request) {
        String email = request.path("email").asText();
        if (email.isEmpty() && !request.has("mobile_phone")) {
            return failure(400, "CANNOT_BE_BLANK", "email cannot be blank");
        }
        if (find("email:" + email).isPresent()) {
            return failure(400, "EMAIL_ALREADY_IN_USE", "The email is already in use.");
        }
        return Reply.json(200, shown(put(request)));
    }

    private Reply upsert(String key, Exchange exchange) {
        Optional<ObjectNode> request = Json.parse(exchange.bodyText());
        if (request.isEmpty()) {
            return failure(
                    400,
                    "BAD_REQUEST",
                    "Could not parse the body of the request according to the provided Content-Type.");
        }
        String identifier = key.contains(":") ? key.substring(0, key.indexOf(':')) : "uuid";
        String field = identifier.equals("phone") ? "mobile_phone" : identifier;
        if (request.get().has(field)) {
            return failure(
                    400,
                    "CONFLICTING_FIELD",
                    "The payload contains an attribute that was used to identify the resource.");
        }
        if (request.get().path("name").isNumber()) {
            ObjectNode body = Json.object();
            body.putObject("errors")
                    .putArray("name")
                    .addObject()
                    .put("error_type", "MUST_BE_STRING")
                    .put("error_message", "Name must be string.");
            return Reply.json(400, body);
        }
        Optional<ObjectNode> found = find(key);
        if (!limited.isEmpty()
                && found.filter(one -> one.path("email").asText().equals(limited))
                        .isPresent()) {
            return Reply.json(
                    429,
                    Json.object()
                            .put("error", "'lead_limiter' rate limit exceeded for 86400 second(s) period for key")
                            .put("max", 24)
                            .put("usage", 25)
                            .put("remaining_time", 20745));
        }
        if (found.isEmpty() && identifier.equals("uuid")) {
            return missing();
        }
        ObjectNode contact = found.orElseGet(() -> put(Json.object().put(field, key.substring(key.indexOf(':') + 1))));
        contact.setAll(request.get());
        return Reply.json(200, shown(contact));
    }

    ObjectNode put(ObjectNode data) {
        ObjectNode contact =
                data.deepCopy().put("uuid", id()).put("created_at", now()).put("last_conversion_date", now());
        contact.withArray("tags");
        contact.withArray("extra_emails");
        contacts.put(contact.path("uuid").asText(), contact);
        return contact;
    }

    private static ObjectNode shown(ObjectNode contact) {
        return contact.deepCopy().without(List.of("last_conversion_date", "created_at", "funnel"));
    }

    private static ObjectNode funnel(ObjectNode contact) {
        return contact.path("funnel") instanceof ObjectNode funnel
                ? funnel
                : Json.object()
                        .put("lifecycle_stage", "Lead")
                        .put("opportunity", false)
                        .put("interest", 20)
                        .put("fit", 0);
    }
}
