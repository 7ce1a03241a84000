package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The events of a calendar. Used by one thread at a time. */
final class GoogleCalendar {
    private static final String EVENTS = "/calendar/v3/calendars/{calendar}/events";

    private final Rows events = new Rows("id");
    private int next;
    private Instant changesFrom = Instant.EPOCH;

    GoogleCalendar(int count) {
        for (int i = 1; i <= count; i++) {
            events.put(event(Json.object().put("summary", "Meeting " + i), "e" + i)
                    .put("updated", "2026-01-01T00:00:00Z"));
        }
    }

    void serve(Router router) {
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
                        (exchange, values) -> Reply.json(200, Json.object().put("kind", "calendar#freeBusy")));
        serveEvents(router);
    }

    private void serveEvents(Router router) {
        router.on("GET", EVENTS, (exchange, values) -> list(exchange))
                .on("POST", EVENTS, (exchange, values) -> insert(exchange.json()))
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
                .on("GET", EVENTS + "/{id}", (exchange, values) -> shown(values.get(1)))
                .on(
                        "GET",
                        EVENTS + "/{id}/instances",
                        (exchange, values) -> Reply.json(200, Json.object().set("items", Json.array())))
                .on("POST", EVENTS + "/{id}/move", (exchange, values) -> shown(values.get(1)))
                .on("PATCH", EVENTS + "/{id}", (exchange, values) -> patch(values.get(1), exchange))
                .on("DELETE", EVENTS + "/{id}", (exchange, values) -> cancel(values.get(1), exchange));
    }

    private static ObjectNode event(ObjectNode data, String id) {
        return data.deepCopy()
                .put("kind", "calendar#event")
                .put("id", id)
                .put("status", "confirmed")
                .put("etag", "\"" + id + "\"")
                .put("updated", Instant.now().toString());
    }

    /** Changes of before a time are not told of any more. */
    void forgetChangesBefore(Instant time) {
        changesFrom = time;
    }

    int creations() {
        return events.creations();
    }

    /** Somebody else changes an event. */
    void change(String id, ObjectNode data) {
        events.get(id).ifPresent(row -> {
            row.setAll(data);
            changed(row);
        });
    }

    ObjectNode event(String id) {
        return events.get(id).orElseGet(Json::object).deepCopy();
    }

    private Reply shown(String id) {
        return events.get(id).map(row -> Reply.json(200, row)).orElseGet(GoogleAnswers::missing);
    }

    private Reply list(Exchange exchange) {
        String since = exchange.query().getOrDefault("updatedMin", "");
        if (!since.isEmpty() && Instant.parse(since).isBefore(changesFrom)) {
            return GoogleAnswers.failure(
                    410, "updatedMinTooLongAgo", "The requested minimum modification time lies too far in the past.");
        }
        boolean deleted = "true".equals(exchange.query().get("showDeleted"));
        Rows.Slice slice = events.slice(
                row -> (deleted || !row.path("status").asText().equals("cancelled"))
                        && (since.isEmpty()
                                || !Instant.parse(row.path("updated").asText()).isBefore(Instant.parse(since))),
                GoogleAnswers.from(exchange),
                exchange.number("maxResults").orElse(250));
        return GoogleAnswers.page(slice, "items");
    }

    private Reply insert(ObjectNode data) {
        String id = data.path("id").asText("g" + ++next);
        if (!id.matches("[a-v0-9]{2,1024}")) {
            return GoogleAnswers.failure(400, "invalid", "Invalid resource id value.");
        }
        if (events.get(id).isPresent()) {
            return GoogleAnswers.failure(409, "duplicate", "The requested identifier already exists.");
        }
        return Reply.json(200, events.create(event(data, id)));
    }

    private Reply patch(String id, Exchange exchange) {
        return events.get(id)
                .map(row -> {
                    if (isStale(row, exchange)) {
                        return GoogleAnswers.failure(412, "conditionNotMet", "Precondition Failed");
                    }
                    row.setAll(exchange.json());
                    return Reply.json(200, changed(row));
                })
                .orElseGet(GoogleAnswers::missing);
    }

    private Reply cancel(String id, Exchange exchange) {
        return events.get(id)
                .map(row -> {
                    if (isStale(row, exchange)) {
                        return GoogleAnswers.failure(412, "conditionNotMet", "Precondition Failed");
                    }
                    if (row.path("status").asText().equals("cancelled")) {
                        return GoogleAnswers.failure(410, "deleted", "Resource has been deleted");
                    }
                    changed(row.put("status", "cancelled"));
                    return Reply.empty(204);
                })
                .orElseGet(GoogleAnswers::missing);
    }

    /** A change that names a version is made only of that one. */
    private static boolean isStale(ObjectNode row, Exchange exchange) {
        String expected = exchange.header("If-Match").orElse("");
        return !expected.isEmpty() && !expected.equals(row.path("etag").asText());
    }

    private ObjectNode changed(ObjectNode row) {
        return row.put("updated", Instant.now().toString()).put("etag", "\"v" + ++next + "\"");
    }
}
