package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Xero's accounting API of one organisation: contacts, invoices, payments, and its signed webhooks. Idempotency keys are honoured. */
public final class XeroProvider extends EmulatedProvider {
    /** A token that is good. */
    public static final String TOKEN = "eyJ.xero-token-1234567890";

    /** The organisation. */
    public static final String TENANT = "fe79f7dd-0000-4000-8000-000000000001";

    /** The key with which webhooks are signed. */
    public static final String WEBHOOK_KEY = "xero-webhook-key-1234567890";

    private static final String API = "/api.xro/2.0";

    private final Map<String, Rows> kinds =
            Map.of("Contacts", new Rows("ContactID"), "Invoices", new Rows("InvoiceID"));
    private final Map<String, Reply> keys = new HashMap<>();
    private final Router router = new Router();
    private int sequence;

    /** @param count contacts that it begins with */
    public XeroProvider(int count) {
        for (int i = 1; i <= count; i++) {
            save("Contacts", Json.object().put("Name", "Contact " + i));
        }
        router.on(
                        "GET",
                        "/connections",
                        (exchange, values) -> Reply.json(
                                200,
                                Json.array()
                                        .add(Json.object()
                                                .put("tenantId", TENANT)
                                                .put("tenantName", "Acme"))))
                .on(
                        "GET",
                        API + "/Organisation",
                        (exchange, values) -> Reply.json(
                                200,
                                Json.object()
                                        .set(
                                                "Organisations",
                                                Json.array().add(Json.object().put("Name", "Acme")))))
                .on("PUT", API + "/Payments", (exchange, values) -> Reply.json(200, exchange.json()))
                .on("GET", API + "/{kind}", (exchange, values) -> list(exchange, values.get(0)))
                .on("PUT", API + "/{kind}", (exchange, values) -> once(exchange, values.get(0)))
                .on("POST", API + "/{kind}", (exchange, values) -> once(exchange, values.get(0)))
                .on(
                        "GET",
                        API + "/{kind}/{id}",
                        (exchange, values) -> rows(values.get(0))
                                .get(values.get(1))
                                .map(row -> envelope(values.get(0), Json.array().add(row)))
                                .orElseGet(XeroProvider::missing))
                .on(
                        "POST",
                        API + "/{kind}/{id}",
                        (exchange, values) -> update(values.get(0), values.get(1), exchange.json()));
    }

    private Rows rows(String kind) {
        return kinds.getOrDefault(kind, new Rows("ID"));
    }

    private static String idField(String kind) {
        return kind.replaceFirst("s$", "ID");
    }

    private ObjectNode save(String kind, ObjectNode data) {
        ObjectNode row = data.deepCopy();
        if (!row.has(idField(kind))) {
            row.put(idField(kind), UUID.randomUUID().toString());
        }
        return rows(kind)
                .create(row.put("UpdatedDateUTC", "/Date(" + Instant.now().toEpochMilli() + "+0000)/"));
    }

    /** How many contacts there are. */
    public synchronized int contacts() {
        return rows("Contacts").size();
    }

    /** Something changes in Xero; its webhook goes into the queue. Without a resource it is a check of the address. */
    public synchronized void tell(String resource) {
        String event = resource.isEmpty()
                ? ""
                : "{\"resourceId\":\"" + resource + "\",\"tenantId\":\"" + TENANT
                        + "\",\"eventCategory\":\"CONTACT\",\"eventType\":\"UPDATE\"}";
        String body = "{\"events\":[" + event + "],\"firstEventSequence\":" + ++sequence + ",\"lastEventSequence\":"
                + sequence + ",\"entropy\":\"S0m3\"}";
        deliver(body);
    }

    /** A webhook of whatever content goes into the queue, signed. */
    public synchronized void deliver(String body) {
        webhooks()
                .add(
                        Map.of("x-xero-signature", Proofs.base64(WEBHOOK_KEY, body)),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    /** 60 a minute for each tenant. */
    @Override
    Optional<RequestLimit> documentedLimit() {
        return Optional.of(RequestLimit.fixedWindow(60, Duration.ofMinutes(1)));
    }

    @Override
    Reply answer(Exchange exchange) {
        if (!exchange.bearer().equals(TOKEN)) {
            return expired();
        }
        if (exchange.path().startsWith(API)
                && exchange.header("xero-tenant-id").filter(TENANT::equals).isEmpty()) {
            return Reply.json(403, Json.object().put("Title", "Forbidden").put("Detail", "AuthenticationUnsuccessful"));
        }
        return router.answer(exchange).orElseGet(XeroProvider::missing);
    }

    private Reply list(Exchange exchange, String kind) {
        Instant since = exchange.header("If-Modified-Since")
                .map(text -> Instant.parse(text + "Z"))
                .orElse(Instant.EPOCH);
        int size = Math.min(1000, exchange.number("pageSize").orElse(100));
        int page = exchange.number("page").orElse(1);
        String order = exchange.query().getOrDefault("order", "").replace(" ASC", "");
        Comparator<ObjectNode> sorting = order.equals("UpdatedDateUTC")
                ? Comparator.comparing(XeroProvider::time)
                : Comparator.comparing(row -> row.path(order).asText());
        Rows.Slice slice = rows(kind)
                .slice(row -> !time(row).isBefore(since) && named(exchange, row), sorting, (page - 1) * size, size);
        ObjectNode body = Json.object().put("Status", "OK");
        body.putObject("pagination").put("page", page).put("pageSize", size).put("itemCount", slice.total());
        body.set(kind, slice.array());
        return Reply.json(200, body);
    }

    /** What is asked for by name or number. */
    private static boolean named(Exchange exchange, ObjectNode row) {
        Map<String, String> query = exchange.query();
        String id = row.path("ContactID").asText(row.path("InvoiceID").asText());
        return row.path("Name").asText().contains(query.getOrDefault("searchTerm", ""))
                && List.of(query.getOrDefault("IDs", id).split(",")).contains(id)
                && query.getOrDefault(
                                "InvoiceNumbers", row.path("InvoiceNumber").asText())
                        .equals(row.path("InvoiceNumber").asText())
                && query.getOrDefault("ContactIDs", row.at("/Contact/ContactID").asText())
                        .equals(row.at("/Contact/ContactID").asText());
    }

    /** A contact changes in Xero. */
    public synchronized void change(String id, Instant time) {
        rows("Contacts").get(id).orElseThrow().put("UpdatedDateUTC", "/Date(" + time.toEpochMilli() + "+0000)/");
    }

    /** The six minutes are over for which keys of requests are known. */
    public synchronized void forgetKeys() {
        keys.clear();
    }

    private static Instant time(ObjectNode row) {
        return Instant.ofEpochMilli(
                Long.parseLong(row.path("UpdatedDateUTC").asText().replaceAll("[^0-9+]|\\+.*", "")));
    }

    private Reply once(Exchange exchange, String kind) {
        String key = exchange.header("Idempotency-Key").orElse("");
        if (keys.containsKey(key)) {
            return keys.get(key);
        }
        ArrayNode saved = Json.array();
        for (JsonNode item : exchange.json().path(kind)) {
            if (kind.equals("Contacts") && !item.has("Name") && !item.has("ContactID")) {
                return invalid("The contact name must be specified.");
            }
            saved.add(save(kind, (ObjectNode) item));
        }
        Reply reply = envelope(kind, saved);
        if (!key.isEmpty()) {
            keys.put(key, reply);
        }
        return reply;
    }

    private Reply update(String kind, String id, ObjectNode request) {
        return rows(kind)
                .get(id)
                .map(row -> {
                    row.setAll((ObjectNode) request.path(kind).path(0));
                    return envelope(kind, Json.array().add(row));
                })
                .orElseGet(XeroProvider::missing);
    }

    private static Reply envelope(String kind, ArrayNode items) {
        ObjectNode body = Json.object().put("Status", "OK");
        body.set(kind, items);
        return Reply.json(200, body);
    }

    private static Reply invalid(String message) {
        ObjectNode body = Json.object()
                .put("ErrorNumber", 10)
                .put("Type", "ValidationException")
                .put("Message", "A validation exception occurred");
        body.putArray("Elements")
                .addObject()
                .putArray("ValidationErrors")
                .addObject()
                .put("Message", message);
        return Reply.json(400, body);
    }

    @Override
    Reply expired() {
        return Reply.json(
                401,
                Json.object()
                        .put("Title", "Unauthorized")
                        .put("Status", 401)
                        .put("Detail", "TokenExpired: token expired"));
    }

    @Override
    Reply limited(int seconds) {
        return Reply.empty(429).header("Retry-After", String.valueOf(seconds)).header("X-Rate-Limit-Problem", "minute");
    }

    @Override
    ObjectNode error() {
        return Json.object()
                .put("ErrorNumber", 17)
                .put("Type", "NoDataProcessedException")
                .put("Message", "Something went wrong.");
    }

    private static Reply missing() {
        return Reply.json(
                404,
                Json.object()
                        .put("Title", "The resource you're looking for cannot be found")
                        .put("Status", 404));
    }
}
