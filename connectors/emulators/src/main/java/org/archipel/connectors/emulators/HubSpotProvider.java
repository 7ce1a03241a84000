package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** HubSpot's API of contacts, companies, deals and owners, with search by time of change, and its signed webhooks. */
public final class HubSpotProvider extends EmulatedProvider {
    /** The private app's token. */
    public static final String TOKEN = "pat-na1-11111111-2222";

    /** The app's secret, with which webhooks are signed. */
    public static final String CLIENT_SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";

    /** The address that is registered for webhooks. */
    public static final String TARGET = "https://hub.test/api/webhooks/1";

    private static final int MOST_FOUND = 10_000;

    private final Map<String, Rows> objects = new HashMap<>();
    private final Router router = new Router();
    private int next = 500;
    private int events;

    /** @param count contacts that it begins with */
    public HubSpotProvider(int count) {
        for (String type : new String[] {"contacts", "companies", "deals"}) {
            objects.put(type, new Rows("id"));
        }
        for (int i = 1; i <= count; i++) {
            objects.get("contacts")
                    .put(object(
                            Json.object().put("email", "c" + i + "@cli.test").put("firstname", "C" + i)));
        }
        String base = "/crm/v3/objects/{type}";
        router.on(
                        "GET",
                        "/account-info/v3/details",
                        (exchange, values) -> Reply.json(
                                200, Json.object().put("portalId", 12345678).put("timeZone", "UTC")))
                .on("GET", "/crm/v3/owners", (exchange, values) -> Reply.json(200, owners()))
                .on("GET", "/crm/v3/properties/{type}", (exchange, values) -> Reply.json(200, properties()))
                .on("POST", "/crm/v3/properties/{type}", (exchange, values) -> Reply.json(201, exchange.json()))
                .on("GET", base, (exchange, values) -> list(exchange, values.get(0)))
                .on("POST", base, (exchange, values) -> create(values.get(0), exchange.json()))
                .on("POST", base + "/search", (exchange, values) -> search(values.get(0), exchange.json()))
                .on("POST", base + "/merge", (exchange, values) -> Reply.json(200, exchange.json()))
                .on("POST", base + "/gdpr-delete", (exchange, values) -> Reply.empty(204))
                .on(
                        "POST",
                        base + "/batch/{what}",
                        (exchange, values) -> Reply.json(
                                200, Json.object().put("status", "COMPLETE").set("results", Json.array())))
                .on(
                        "GET",
                        base + "/{id}",
                        (exchange, values) -> find(exchange, values.get(0), values.get(1))
                                .map(found -> Reply.json(200, found))
                                .orElseGet(HubSpotProvider::missing))
                .on(
                        "PATCH",
                        base + "/{id}",
                        (exchange, values) -> find(exchange, values.get(0), values.get(1))
                                .map(found -> changed(found, exchange.json()))
                                .orElseGet(HubSpotProvider::missing))
                .on(
                        "DELETE",
                        base + "/{id}",
                        (exchange, values) -> rows(values.get(0)).remove(values.get(1)) ? Reply.empty(204) : missing());
    }

    private Rows rows(String type) {
        return objects.getOrDefault(type, new Rows("id"));
    }

    private ObjectNode object(ObjectNode properties) {
        ObjectNode object = Json.object().put("id", String.valueOf(++next));
        object.set("properties", properties);
        return object.put("createdAt", Instant.now().toString())
                .put("updatedAt", Instant.now().toString())
                .put("archived", false);
    }

    /** How many objects were made by requests. */
    public synchronized int creations() {
        return objects.values().stream().mapToInt(Rows::creations).sum();
    }

    /** A contact is made in HubSpot; its webhook goes into the queue. */
    public synchronized void tell(long id) {
        String body = "[{\"eventId\":" + ++events
                + ",\"subscriptionId\":12345,\"portalId\":62515,\"occurredAt\":1772000000000,"
                + "\"subscriptionType\":\"contact.creation\",\"attemptNumber\":0,\"objectId\":" + id + "}]";
        deliver(body);
    }

    /** A webhook of whatever content goes into the queue, signed. */
    public synchronized void deliver(String body) {
        String timestamp = String.valueOf(Instant.now().toEpochMilli());
        String signature = Proofs.base64(CLIENT_SECRET, "POST" + TARGET + body + timestamp);
        webhooks()
                .add(
                        Map.of("X-HubSpot-Signature-v3", signature, "X-HubSpot-Request-Timestamp", timestamp),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    /** 100 in ten seconds for each account. */
    @Override
    Optional<RequestLimit> documentedLimit() {
        return Optional.of(RequestLimit.fixedWindow(100, Duration.ofSeconds(10)));
    }

    @Override
    Reply answer(Exchange exchange) {
        return exchange.bearer().equals(TOKEN)
                ? router.answer(exchange).orElseGet(HubSpotProvider::missing)
                : expired();
    }

    @Override
    Reply expired() {
        return failure(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired.");
    }

    @Override
    Reply limited(int seconds) {
        ObjectNode body = Json.object()
                .put("status", "error")
                .put("message", "You have reached your ten_secondly_rolling limit.");
        return Reply.json(429, body.put("errorType", "RATE_LIMIT").put("policyName", "TEN_SECONDLY_ROLLING"));
    }

    @Override
    ObjectNode error() {
        return Json.object()
                .put("status", "error")
                .put("message", "Something went wrong.")
                .put("category", "VALIDATION_ERROR");
    }

    private Reply list(Exchange exchange, String type) {
        int limit = Math.min(100, exchange.number("limit").orElse(10));
        Set<String> asked =
                Set.of(exchange.query().getOrDefault("properties", "").split(","));
        return Reply.json(
                200, page(rows(type).slice(row -> true, exchange.number("after").orElse(0), limit), asked));
    }

    /** Of their properties objects show those that are asked for. */
    private static ObjectNode page(Rows.Slice slice, Set<String> asked) {
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        slice.rows().forEach(row -> {
            ObjectNode shown = row.deepCopy();
            ((ObjectNode) shown.get("properties")).retain(asked);
            results.add(shown);
        });
        if (slice.next() > 0) {
            body.putObject("paging").putObject("next").put("after", String.valueOf(slice.next()));
        }
        return body;
    }

    private Reply search(String type, ObjectNode request) {
        JsonNode filter = request.at("/filterGroups/0/filters/0");
        Instant since = Instant.ofEpochMilli(filter.path("value").asLong());
        boolean sorted = request.path("sorts").size() == 1;
        int after = request.path("after").asInt();
        int limit = Math.min(200, request.path("limit").asInt(10));
        if (after + limit > MOST_FOUND) {
            return failure(400, "VALIDATION_ERROR", "A search gives at most " + MOST_FOUND + " results.");
        }
        Rows.Slice slice = rows(type)
                .slice(
                        row -> !updated(row).isBefore(since),
                        sorted ? Comparator.comparing(HubSpotProvider::updated) : (one, other) -> 0,
                        after,
                        limit);
        Set<String> asked = new HashSet<>();
        request.path("properties").forEach(name -> asked.add(name.asText()));
        return Reply.json(200, page(slice, asked).put("total", slice.total()));
    }

    private static Instant updated(ObjectNode row) {
        return Instant.parse(row.path("updatedAt").asText());
    }

    /** A contact changes in HubSpot. */
    public synchronized void change(String email, Instant time) {
        byEmail(email).orElseThrow().put("updatedAt", time.toString());
    }

    /** A contact with an id changes. */
    public synchronized void changeById(String id, Instant time) {
        rows("contacts").get(id).orElseThrow().put("updatedAt", time.toString());
    }

    private Reply create(String type, ObjectNode request) {
        if (!(request.path("properties") instanceof ObjectNode properties)) {
            return failure(400, "VALIDATION_ERROR", "Invalid input JSON: properties is missing");
        }
        String email = properties.path("email").asText();
        Optional<ObjectNode> twin = email.isEmpty() ? Optional.empty() : byEmail(email);
        return twin.map(found -> failure(
                        409,
                        "CONFLICT",
                        "Contact already exists. Existing ID: "
                                + found.path("id").asText()))
                .orElseGet(() -> Reply.json(201, rows(type).create(object(properties))));
    }

    private Optional<ObjectNode> byEmail(String email) {
        return rows("contacts").all().stream()
                .filter(row -> row.at("/properties/email").asText().equals(email))
                .findFirst();
    }

    private Optional<ObjectNode> find(Exchange exchange, String type, String id) {
        return "email".equals(exchange.query().get("idProperty"))
                ? byEmail(id)
                : rows(type).get(id);
    }

    private static Reply changed(ObjectNode found, ObjectNode request) {
        ((ObjectNode) found.get("properties")).setAll((ObjectNode) request.path("properties"));
        return Reply.json(200, found.put("updatedAt", Instant.now().toString()));
    }

    private static ObjectNode properties() {
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        results.addObject().put("name", "email").put("label", "Email").put("type", "string");
        results.addObject()
                .put("name", "loyalty_tier")
                .put("label", "Loyalty tier")
                .put("type", "enumeration");
        results.addObject()
                .put("name", "renewal")
                .put("label", "Renewal")
                .put("type", "datetime")
                .putObject("modificationMetadata")
                .put("readOnlyValue", true);
        return body;
    }

    private static ObjectNode owners() {
        ObjectNode body = Json.object();
        body.putArray("results")
                .addObject()
                .put("id", "9")
                .put("email", "ana@acme.test")
                .put("updatedAt", "2026-01-01T00:00:00Z");
        return body;
    }

    private static Reply missing() {
        return failure(404, "OBJECT_NOT_FOUND", "resource not found");
    }

    private static Reply failure(int status, String category, String message) {
        ObjectNode body =
                Json.object().put("status", "error").put("message", message).put("category", category);
        return Reply.json(status, body.put("correlationId", UUID.randomUUID().toString()));
    }
}
