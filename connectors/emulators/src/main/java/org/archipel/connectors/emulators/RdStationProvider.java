package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * RD Station Marketing's API of contacts, events, segmentations, fields and webhooks, with both generations of its OAuth2. A person's
 * consent is given at once.
 */
public final class RdStationProvider extends EmulatedProvider {
    /** The client that it knows. */
    public static final String CLIENT_ID = "rd-client-id";

    /** The client's secret. */
    public static final String CLIENT_SECRET = "rd-client-secret-123";

    /** The API key that it knows. */
    public static final String API_KEY = "rd-api-key-1234567890";

    private static final int ALL_CONTACTS = 1;
    private static final int LARGEST_PAGE = 125;
    private static final int DAY = 86_400;
    private static final Set<String> EVENT_TYPES = Set.of(
            "CONVERSION", "OPPORTUNITY", "SALE", "OPPORTUNITY_LOST", "CHAT_STARTED", "CHAT_FINISHED", "CALL_FINISHED");

    private final Map<String, ObjectNode> contacts = new LinkedHashMap<>();
    private final Map<String, ObjectNode> fields = new LinkedHashMap<>();
    private final Map<String, ObjectNode> hooks = new LinkedHashMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private final Set<String> codes = new HashSet<>();
    private final Set<String> spentCodes = new HashSet<>();
    private final Set<String> accessTokens = new HashSet<>();
    private final Set<String> refreshTokens = new HashSet<>();
    private final Router router = new Router();
    private int refreshes;

    /** @param count contacts that it begins with */
    public RdStationProvider(int count) {
        routes();
        for (int i = 1; i <= count; i++) {
            put(Json.object().put("email", "lead" + i + "@cli.test").put("name", "Lead " + i));
        }
        ObjectNode field = Json.object()
                .put("uuid", id())
                .put("api_identifier", "cf_segmento")
                .put("custom_field", true);
        field.put("data_type", "STRING").putObject("label").put("pt-BR", "Segmento");
        fields.put(field.path("uuid").asText(), field);
    }

    private void routes() {
        router.on("GET", "/auth/dialog", (exchange, values) -> consent(exchange))
                .on("GET", "/oauth/authorize", (exchange, values) -> consent(exchange))
                .on("POST", "/auth/token", (exchange, values) -> token(exchange.json(), false))
                .on("POST", "/oauth2/token", (exchange, values) -> token(form(exchange), true))
                .on("POST", "/auth/revoke", (exchange, values) -> revoke(exchange))
                .on(
                        "GET",
                        "/marketing/account_info",
                        (exchange, values) -> Reply.json(200, Json.object().put("name", "www.acme.test")))
                .on("GET", "/platform/segmentations", (exchange, values) -> segmentations(exchange))
                .on(
                        "GET",
                        "/platform/segmentations/{id}/contacts",
                        (exchange, values) -> members(exchange, values.get(0)))
                .on("GET", "/platform/contacts/fields", (exchange, values) -> Reply.json(200, list("fields", fields)))
                .on("POST", "/platform/contacts/fields", (exchange, values) -> createField(exchange.json()))
                .on(
                        "PATCH",
                        "/platform/contacts/fields/{uuid}",
                        (exchange, values) -> changed(fields, values.get(0), exchange.json()))
                .on("DELETE", "/platform/contacts/fields/{uuid}", (exchange, values) -> removed(fields, values.get(0)))
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
                        (exchange, values) -> contact(values.get(0), found -> Reply.json(200, eventsOf(found))))
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
                        }))
                .on("POST", "/platform/events", (exchange, values) -> event(exchange.json()))
                .on("POST", "/platform/events/batch", (exchange, values) -> batch(exchange.bodyText()))
                .on("POST", "/platform/conversions", (exchange, values) -> event(exchange.json()))
                .on("GET", "/platform/emails", (exchange, values) -> Reply.json(200, emails()))
                .on(
                        "GET",
                        "/platform/emails/{id}",
                        (exchange, values) ->
                                Reply.json(200, emails().path("items").get(0)))
                .on(
                        "GET",
                        "/platform/analytics/{report}",
                        (exchange, values) -> Reply.json(200, Json.object().put("account_id", 1)))
                .on("GET", "/platform/landing_pages", (exchange, values) -> Reply.json(200, Json.array()))
                .on("GET", "/platform/landing-pages", (exchange, values) -> Reply.json(200, Json.array()))
                .on(
                        "GET",
                        "/platform/workflows",
                        (exchange, values) -> Reply.json(200, Json.object().set("workflows", Json.array())))
                .on(
                        "GET",
                        "/platform/workflows/{id}",
                        (exchange, values) -> Reply.json(200, Json.object().put("id", values.get(0))))
                .on("POST", "/platform/workflows/{id}/leads", (exchange, values) -> Reply.json(200, exchange.json()))
                .on(
                        "GET",
                        "/platform/workflows/{id}/leads/{what}",
                        (exchange, values) -> Reply.json(200, Json.object().set("leads", Json.array())))
                .on("GET", "/integrations/webhooks", (exchange, values) -> Reply.json(200, list("webhooks", hooks)))
                .on("POST", "/integrations/webhooks", (exchange, values) -> subscribe(exchange.json()))
                .on(
                        "GET",
                        "/integrations/webhooks/{uuid}",
                        (exchange, values) -> Optional.ofNullable(hooks.get(values.get(0)))
                                .map(hook -> Reply.json(200, hook))
                                .orElseGet(RdStationProvider::missing))
                .on(
                        "PUT",
                        "/integrations/webhooks/{uuid}",
                        (exchange, values) -> changed(hooks, values.get(0), exchange.json()))
                .on("DELETE", "/integrations/webhooks/{uuid}", (exchange, values) -> removed(hooks, values.get(0)));
    }

    /** Gives a pair of tokens, access before refresh, as after a person's consent. */
    public synchronized List<String> connect() {
        String access = id();
        String refresh = id();
        accessTokens.add(access);
        refreshTokens.add(refresh);
        return List.of(access, refresh);
    }

    /** Ends all access tokens at once. */
    public synchronized void endAccessTokens() {
        accessTokens.clear();
    }

    /** How many refreshes succeeded. */
    public synchronized int refreshes() {
        return refreshes;
    }

    /** How many contacts there are. */
    public synchronized int contacts() {
        return contacts.size();
    }

    /** The contact with an e-mail address; empty if there is none. */
    public synchronized Optional<ObjectNode> contact(String email) {
        return find("email:" + email).map(ObjectNode::deepCopy);
    }

    /** How many events came. */
    public synchronized int events() {
        return events.size();
    }

    /** A contact converts, as by a form on a page; its webhooks go into the queue. */
    public synchronized void convert(String email, String identifier) {
        ObjectNode contact = find("email:" + email).orElseThrow();
        contact.put("last_conversion_date", now());
        for (ObjectNode hook : hooks.values()) {
            if (hook.path("event_type").asText().equals("WEBHOOK.CONVERTED")) {
                ObjectNode body = Json.object()
                        .put("event_type", "WEBHOOK.CONVERTED")
                        .put("entity_type", "CONTACT")
                        .put("event_identifier", identifier)
                        .put("timestamp", now())
                        .put("event_timestamp", now());
                body.set("contact", contact.deepCopy());
                webhooks().add(Map.of("Content-Type", "application/json"), Json.bytes(body));
            }
        }
    }

    /** The address that the first subscription names. */
    public synchronized String subscribedAddress() {
        return hooks.values().iterator().next().path("url").asText();
    }

    @Override
    boolean isOpen(Exchange exchange) {
        return exchange.path().startsWith("/auth/") || exchange.path().startsWith("/oauth");
    }

    @Override
    Reply answer(Exchange exchange) {
        boolean keyed = exchange.path().equals("/platform/conversions")
                && API_KEY.equals(exchange.query().get("api_key"));
        if (!isOpen(exchange) && !keyed && !accessTokens.contains(exchange.bearer())) {
            return expired();
        }
        return router.answer(exchange).orElseGet(RdStationProvider::missing);
    }

    @Override
    Reply expired() {
        return failure(401, "UNAUTHORIZED", "Invalid token.")
                .header(
                        "WWW-Authenticate",
                        "Bearer realm=\"https://api.rd.services/\", error=\"expired_token\", "
                                + "error_description=\"The access token expired\"");
    }

    @Override
    Reply limited(int seconds) {
        return Reply.json(
                        429,
                        Json.object()
                                .put("error", "'lead_limiter' rate limit exceeded for 86400 second(s) period for key")
                                .put("max", 24)
                                .put("usage", 55)
                                .put("remaining_time", seconds))
                .header("retry-after-quotas", String.valueOf(seconds));
    }

    @Override
    Reply broken(int status) {
        return Reply.of(
                status,
                "text/html",
                "<html><h1>Bad gateway</h1></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    ObjectNode error() {
        ObjectNode body = Json.object();
        body.putObject("errors").put("error_type", "BAD_REQUEST").put("error_message", "Something went wrong.");
        return body;
    }

    private Reply consent(Exchange exchange) {
        Map<String, String> query = exchange.query();
        String target = query.getOrDefault("redirect_uri", query.getOrDefault("redirect_url", ""));
        if (!CLIENT_ID.equals(query.get("client_id")) || target.isEmpty()) {
            return failure(401, "ACCESS_DENIED", "Wrong credentials provided.");
        }
        String code = id();
        codes.add(code);
        Map<String, String> answer = new LinkedHashMap<>(Map.of("code", code));
        answer.put("state", query.getOrDefault("state", ""));
        return Reply.empty(302).header("Location", target + "?" + Urls.query(answer));
    }

    private static ObjectNode form(Exchange exchange) {
        ObjectNode form = Json.object();
        exchange.form().forEach(form::put);
        return form;
    }

    /** The standard endpoint rotates refresh tokens, the classic one does not. */
    private Reply token(ObjectNode request, boolean rotating) {
        if (!CLIENT_ID.equals(request.path("client_id").asText())
                || !CLIENT_SECRET.equals(request.path("client_secret").asText())) {
            return failure(401, "ACCESS_DENIED", "Wrong credentials provided.");
        }
        String code = request.path("code").asText();
        String refresh = request.path("refresh_token").asText();
        if (!code.isEmpty()) {
            if (!codes.remove(code)) {
                boolean spent = spentCodes.contains(code);
                return failure(
                        401,
                        spent ? "EXPIRED_CODE_GRANT" : "ACCESS_DENIED",
                        "The authorization code grant has expired.");
            }
            spentCodes.add(code);
            refresh = id();
            refreshTokens.add(refresh);
        } else if (!refreshTokens.contains(refresh)) {
            return failure(401, "INVALID_REFRESH_TOKEN", "The provided refresh token is invalid or was revoked.");
        } else {
            refreshes++;
            if (rotating) {
                refreshTokens.remove(refresh);
                refresh = id();
                refreshTokens.add(refresh);
            }
        }
        String access = id();
        accessTokens.add(access);
        return Reply.json(
                200,
                Json.object().put("access_token", access).put("expires_in", DAY).put("refresh_token", refresh));
    }

    private Reply revoke(Exchange exchange) {
        accessTokens.remove(exchange.form().getOrDefault("token", ""));
        refreshTokens.clear();
        return Reply.json(200, Json.object());
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

    private static Reply page(Exchange exchange, String member, List<ObjectNode> all) {
        int page = exchange.number("page").orElse(1);
        int size = Math.min(LARGEST_PAGE, exchange.number("page_size").orElse(25));
        int from = Math.min(all.size(), (page - 1) * size);
        ArrayNode items = Json.array();
        all.subList(from, Math.min(all.size(), from + size)).forEach(items::add);
        ObjectNode body = Json.object();
        body.set(member, items);
        return Reply.json(200, body)
                .header("pagination-total-rows", String.valueOf(all.size()))
                .header("pagination-page", String.valueOf(page))
                .header("pagination-page-size", String.valueOf(size));
    }

    private Reply createField(ObjectNode request) {
        if (!request.path("api_identifier").asText().matches("cf_[a-z0-9_]+")) {
            ObjectNode body = Json.object();
            body.putObject("errors")
                    .putArray("api_identifier")
                    .addObject()
                    .put("error_type", "INVALID")
                    .put("error_message", "Must begin with cf_.");
            return Reply.json(422, body);
        }
        ObjectNode field = request.deepCopy().put("uuid", id());
        fields.put(field.path("uuid").asText(), field);
        return Reply.json(200, field);
    }

    private interface Found {
        Reply answer(ObjectNode found);
    }

    private Reply contact(String key, Found found) {
        return find(key).map(found::answer).orElseGet(RdStationProvider::missing);
    }

    private Optional<ObjectNode> find(String key) {
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
        if (request.get().has(identifier)) {
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
        if (found.isEmpty() && identifier.equals("uuid")) {
            return missing();
        }
        ObjectNode contact =
                found.orElseGet(() -> put(Json.object().put(identifier, key.substring(key.indexOf(':') + 1))));
        contact.setAll(request.get());
        return Reply.json(200, shown(contact));
    }

    private ObjectNode put(ObjectNode data) {
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

    private ArrayNode eventsOf(ObjectNode contact) {
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

    private static ObjectNode emails() {
        ObjectNode body = Json.object().put("total", 1);
        body.putArray("items")
                .addObject()
                .put("id", 1)
                .put("name", "Newsletter")
                .put("type", "CAMPAIGN_EMAIL");
        return body;
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

    private static Reply changed(Map<String, ObjectNode> table, String uuid, ObjectNode changes) {
        ObjectNode found = table.get(uuid);
        return found == null ? missing() : Reply.json(200, found.setAll(changes));
    }

    private static Reply removed(Map<String, ObjectNode> table, String uuid) {
        return table.remove(uuid) == null ? missing() : Reply.empty(204);
    }

    private static ObjectNode list(String member, Map<String, ObjectNode> table) {
        ObjectNode body = Json.object();
        ArrayNode items = body.putArray(member);
        table.values().forEach(items::add);
        return body;
    }

    private static Reply missing() {
        return failure(404, "RESOURCE_NOT_FOUND", "The resource couldn't be found.");
    }

    private static Reply failure(int status, String type, String message) {
        ObjectNode body = Json.object();
        body.putObject("errors").put("error_type", type).put("error_message", message);
        return Reply.json(status, body);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String now() {
        return Instant.now().toString();
    }
}
