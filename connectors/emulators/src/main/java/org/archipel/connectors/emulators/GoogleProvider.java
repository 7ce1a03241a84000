package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Google Calendar version 3 and People version 1 on one address, with the empty notifications of calendars. */
public final class GoogleProvider extends EmulatedProvider {
    /** A token that is good. */
    public static final String TOKEN = "ya29.token-1234567890";

    private static final String EVENTS = "/calendar/v3/calendars/{calendar}/events";

    private final Rows events = new Rows("id");
    private final Rows people = new Rows("resourceName");
    private final GoogleChannels channels = new GoogleChannels();
    private final Router router = new Router();
    private int next;
    private Instant changesFrom = Instant.EPOCH;

    /** @param count events, and contacts, that it begins with */
    public GoogleProvider(int count) {
        for (int i = 1; i <= count; i++) {
            events.put(event(Json.object().put("summary", "Meeting " + i), "e" + i)
                    .put("updated", "2026-01-01T00:00:00Z"));
            people.put(person(Json.object()));
        }
        serveCalendars();
        serveEvents();
        servePeople();
    }

    private void serveCalendars() {
        router.on(
                        "GET",
                        "/calendar/v3/calendars/primary",
                        (exchange, values) -> Reply.json(200, Json.object().put("id", "ana@acme.test")))
                .on(
                        "GET",
                        "/calendar/v3/users/me/calendarList",
                        (exchange, values) -> Reply.json(200, Json.object().set("items", Json.array())))
                .on(
                        "POST",
                        "/calendar/v3/calendars",
                        (exchange, values) -> Reply.json(200, exchange.json().put("id", "cal2")))
                .on(
                        "POST",
                        "/calendar/v3/freeBusy",
                        (exchange, values) -> Reply.json(200, Json.object().put("kind", "calendar#freeBusy")))
                .on("POST", "/calendar/v3/channels/stop", (exchange, values) -> channels.stop(exchange.json()));
    }

    private void serveEvents() {
        router.on("GET", EVENTS, (exchange, values) -> list(exchange))
                .on("POST", EVENTS, (exchange, values) -> insert(exchange.json()))
                .on("POST", EVENTS + "/watch", (exchange, values) -> channels.watch(exchange.json()))
                .on(
                        "POST",
                        EVENTS + "/quickAdd",
                        (exchange, values) -> Reply.json(
                                200,
                                event(
                                        Json.object()
                                                .put("summary", exchange.query().get("text")),
                                        "q" + ++next)))
                .on(
                        "POST",
                        EVENTS + "/import",
                        (exchange, values) -> Reply.json(200, event(exchange.json(), "i" + ++next)))
                .on(
                        "GET",
                        EVENTS + "/{id}",
                        (exchange, values) -> events.get(values.get(1))
                                .map(row -> Reply.json(200, row))
                                .orElseGet(GoogleProvider::missing))
                .on(
                        "GET",
                        EVENTS + "/{id}/instances",
                        (exchange, values) -> Reply.json(200, Json.object().set("items", Json.array())))
                .on(
                        "POST",
                        EVENTS + "/{id}/move",
                        (exchange, values) -> events.get(values.get(1))
                                .map(row -> Reply.json(200, row))
                                .orElseGet(GoogleProvider::missing))
                .on("PATCH", EVENTS + "/{id}", (exchange, values) -> patch(values.get(1), exchange))
                .on("DELETE", EVENTS + "/{id}", (exchange, values) -> cancel(values.get(1), exchange));
    }

    private void servePeople() {
        router.on("GET", "/v1/people/me/connections", (exchange, values) -> connections(exchange))
                .on(
                        "POST",
                        "/v1/people:createContact",
                        (exchange, values) -> Reply.json(200, people.create(person(exchange.json()))))
                .on("POST", "/v1/people:batchCreateContacts", (exchange, values) -> Reply.json(200, Json.object()))
                .on("POST", "/v1/people:batchUpdateContacts", (exchange, values) -> Reply.json(200, Json.object()))
                .on("POST", "/v1/people:batchDeleteContacts", (exchange, values) -> Reply.json(200, Json.object()))
                .on("GET", "/v1/people:searchContacts", (exchange, values) -> Reply.json(200, Json.object()))
                .on("GET", "/v1/contactGroups", (exchange, values) -> Reply.json(200, Json.object()))
                .on(
                        "GET",
                        "/v1/people/{id}",
                        (exchange, values) -> people.get("people/" + values.get(0))
                                .map(row -> Reply.json(200, row))
                                .orElseGet(GoogleProvider::missing))
                .on(
                        "PATCH",
                        "/v1/people/{id}:updateContact",
                        (exchange, values) -> update("people/" + values.get(0), exchange))
                .on(
                        "DELETE",
                        "/v1/people/{id}:deleteContact",
                        (exchange, values) ->
                                people.remove("people/" + values.get(0)) ? Reply.json(200, Json.object()) : missing());
    }

    private static ObjectNode event(ObjectNode data, String id) {
        return data.deepCopy()
                .put("kind", "calendar#event")
                .put("id", id)
                .put("status", "confirmed")
                .put("etag", "\"" + id + "\"")
                .put("updated", Instant.now().toString());
    }

    private ObjectNode person(ObjectNode data) {
        ObjectNode person =
                data.deepCopy().put("resourceName", "people/c" + ++next).put("etag", "%e" + next);
        ObjectNode metadata = person.putObject("metadata");
        metadata.putArray("sources")
                .addObject()
                .put("type", "CONTACT")
                .put("etag", "#" + next)
                .put("updateTime", Instant.now().toString());
        return person;
    }

    /** Changes of before a time are not told of any more. */
    public synchronized void forgetChangesBefore(Instant time) {
        changesFrom = time;
    }

    /** How many events and contacts were made by requests. */
    public synchronized int creations() {
        return events.creations() + people.creations();
    }

    /** A contact, as it is. */
    public synchronized ObjectNode contact(String resourceName) {
        return people.get(resourceName).orElseGet(Json::object).deepCopy();
    }

    /** Channels live no longer than so, from now on. */
    public synchronized void endChannelsAfter(Duration life) {
        channels.endAfter(life);
    }

    /** Channels that were asked for, those that ended included. */
    public synchronized int channelsMade() {
        return channels.made();
    }

    @Override
    public synchronized List<String> subscribedAddresses() {
        return channels.addresses();
    }

    @Override
    public synchronized void loseSubscriptions() {
        channels.lose();
    }

    /** Something changes in the calendar; those who watch are told. */
    public synchronized void notifyWatchers() {
        for (ObjectNode channel : channels.living()) {
            webhooks()
                    .add(
                            Map.of(
                                    "X-Goog-Channel-ID", channel.path("id").asText(),
                                    "X-Goog-Channel-Token",
                                            channel.path("token").asText(),
                                    "X-Goog-Resource-State", "exists",
                                    "X-Goog-Message-Number", String.valueOf(++next)),
                            new byte[0],
                            channel.path("address").asText());
        }
    }

    /** Consent and tokens are had without a token. */
    @Override
    boolean isOpen(Exchange exchange) {
        return exchange.path().startsWith("/o/oauth2/") || exchange.path().equals("/token");
    }

    /** Whoever comes consents. */
    private static Reply consent(Exchange exchange) {
        String back = exchange.query().get("redirect_uri") + "?"
                + Urls.query(Map.of("code", "4/code", "state", exchange.query().getOrDefault("state", "")));
        return Reply.empty(302).header("Location", back);
    }

    private static Reply tokens() {
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", TOKEN)
                        .put("refresh_token", "1//refresh")
                        .put("expires_in", 3599)
                        .put("token_type", "Bearer"));
    }

    @Override
    Reply answer(Exchange exchange) {
        if (isOpen(exchange)) {
            return exchange.path().equals("/token") ? tokens() : consent(exchange);
        }
        return exchange.bearer().equals(TOKEN) ? router.answer(exchange).orElseGet(GoogleProvider::missing) : expired();
    }

    private Reply list(Exchange exchange) {
        String since = exchange.query().getOrDefault("updatedMin", "");
        if (!since.isEmpty() && Instant.parse(since).isBefore(changesFrom)) {
            return failure(
                    410, "updatedMinTooLongAgo", "The requested minimum modification time lies too far in the past.");
        }
        boolean deleted = "true".equals(exchange.query().get("showDeleted"));
        Rows.Slice slice = events.slice(
                row -> (deleted || !row.path("status").asText().equals("cancelled"))
                        && (since.isEmpty()
                                || !Instant.parse(row.path("updated").asText()).isBefore(Instant.parse(since))),
                from(exchange),
                exchange.number("maxResults").orElse(250));
        return page(slice, "items");
    }

    private Reply connections(Exchange exchange) {
        if (!exchange.query().containsKey("personFields")) {
            return Reply.json(400, error());
        }
        return page(
                people.slice(
                        row -> true, from(exchange), exchange.number("pageSize").orElse(100)),
                "connections");
    }

    private static int from(Exchange exchange) {
        String token = exchange.query().getOrDefault("pageToken", "t0");
        return Integer.parseInt(token.substring(1));
    }

    private static Reply page(Rows.Slice slice, String member) {
        ObjectNode body = Json.object();
        body.set(member, slice.array());
        if (slice.next() > 0) {
            body.put("nextPageToken", "t" + slice.next());
        }
        return Reply.json(200, body);
    }

    private Reply insert(ObjectNode data) {
        String id = data.path("id").asText("g" + ++next);
        if (!id.matches("[a-v0-9]{2,1024}")) {
            return failure(400, "invalid", "Invalid resource id value.");
        }
        if (events.get(id).isPresent()) {
            return failure(409, "duplicate", "The requested identifier already exists.");
        }
        return Reply.json(200, events.create(event(data, id)));
    }

    private Reply patch(String id, Exchange exchange) {
        return events.get(id)
                .map(row -> {
                    if (isStale(row, exchange)) {
                        return failure(412, "conditionNotMet", "Precondition Failed");
                    }
                    row.setAll(exchange.json());
                    return Reply.json(200, changed(row));
                })
                .orElseGet(GoogleProvider::missing);
    }

    /** A change that names a version is made only of that one. */
    private static boolean isStale(ObjectNode row, Exchange exchange) {
        String expected = exchange.header("If-Match").orElse("");
        return !expected.isEmpty() && !expected.equals(row.path("etag").asText());
    }

    private ObjectNode changed(ObjectNode row) {
        return row.put("updated", Instant.now().toString()).put("etag", "\"v" + ++next + "\"");
    }

    /** Somebody else changes an event. */
    public synchronized void change(String id, ObjectNode data) {
        events.get(id).ifPresent(row -> {
            row.setAll(data);
            changed(row);
        });
    }

    /** An event, as it is. */
    public synchronized ObjectNode event(String id) {
        return events.get(id).orElseGet(Json::object).deepCopy();
    }

    private Reply cancel(String id, Exchange exchange) {
        return events.get(id)
                .map(row -> {
                    if (isStale(row, exchange)) {
                        return failure(412, "conditionNotMet", "Precondition Failed");
                    }
                    if (row.path("status").asText().equals("cancelled")) {
                        return failure(410, "deleted", "Resource has been deleted");
                    }
                    changed(row.put("status", "cancelled"));
                    return Reply.empty(204);
                })
                .orElseGet(GoogleProvider::missing);
    }

    private Reply update(String name, Exchange exchange) {
        return people.get(name)
                .map(row -> {
                    boolean fresh = row.at("/metadata/sources/0/etag")
                            .equals(exchange.json().at("/metadata/sources/0/etag"));
                    if (!fresh || !exchange.query().containsKey("updatePersonFields")) {
                        return failure(
                                400,
                                "failedPrecondition",
                                "Request person.etag is different than the current person.etag.");
                    }
                    row.setAll(exchange.json());
                    return Reply.json(200, row);
                })
                .orElseGet(GoogleProvider::missing);
    }

    @Override
    Reply expired() {
        return failure(401, "authError", "Invalid Credentials");
    }

    @Override
    Reply limited(int seconds) {
        return failure(403, "userRateLimitExceeded", "User Rate Limit Exceeded");
    }

    @Override
    Reply broken(int status) {
        return failure(status, "backendError", "Backend Error");
    }

    @Override
    ObjectNode error() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", 400).put("message", "Something went wrong.");
        error.putArray("errors").addObject().put("reason", "invalid");
        return body;
    }

    private static Reply missing() {
        return failure(404, "notFound", "Not Found");
    }

    private static Reply failure(int status, String reason, String message) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", status).put("message", message);
        error.putArray("errors")
                .addObject()
                .put("domain", "global")
                .put("reason", reason)
                .put("message", message);
        return Reply.json(status, body);
    }
}
