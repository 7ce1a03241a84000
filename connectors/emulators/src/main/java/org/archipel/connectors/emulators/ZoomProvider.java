package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Zoom's API of meetings and users, and its signed events. */
public final class ZoomProvider extends EmulatedProvider {
    private static final int LISTED_AGENDA = 250;
    /** A token that is good. */
    public static final String TOKEN = "zat-token-1234567890";

    /** The app's secret token, with which events are signed. */
    public static final String SECRET_TOKEN = "zoom-secret-token-12345";

    private final Rows meetings = new Rows("id");
    private final Rows others = new Rows("id");
    private final Rows users = new Rows("id");
    private final Router router = new Router();
    private long next = 81_000_000_000L;
    private boolean appOnly;

    /** @param count meetings that it begins with */
    public ZoomProvider(int count) {
        for (int i = 1; i <= count; i++) {
            meetings.put(Json.object()
                    .put("id", ++next)
                    .put("host_id", "U1")
                    .put("topic", "Meeting " + i)
                    .put("type", 2));
        }
        others.put(Json.object().put("id", 80_000_000_000L).put("host_id", "U2").put("topic", "Of somebody else"));
        users.put(Json.object().put("id", "U1").put("email", "ana@acme.test").put("type", 2));
        serveUsers();
        serveMeetings();
    }

    private void serveUsers() {
        router.on(
                        "GET",
                        "/users/me",
                        (exchange, values) -> appOnly
                                ? failure(400, 300, "Invalid user: me.")
                                : Reply.json(200, users.all().get(0)))
                .on("GET", "/users", (exchange, values) -> page(exchange, users, "users"))
                .on(
                        "POST",
                        "/users",
                        (exchange, values) -> Reply.json(
                                201,
                                users.create(((ObjectNode) exchange.json().path("user_info")).put("id", "U" + ++next))))
                .on(
                        "GET",
                        "/users/email",
                        (exchange, values) -> Reply.json(200, Json.object().put("existed_email", true)))
                .on(
                        "GET",
                        "/users/{user}/meetings",
                        (exchange, values) -> appOnly && values.get(0).equals("me")
                                ? failure(400, 300, "Invalid user: me.")
                                : page(exchange, meetings, "meetings"))
                .on("POST", "/users/{user}/meetings", (exchange, values) -> create(exchange.json()))
                .on("PUT", "/users/{user}/status", (exchange, values) -> Reply.empty(204))
                .on(
                        "GET",
                        "/users/{user}",
                        (exchange, values) -> users.get(values.get(0))
                                .map(row -> Reply.json(200, row))
                                .orElseGet(() -> failure(404, 1001, "User does not exist: x.")))
                .on(
                        "PATCH",
                        "/users/{user}",
                        (exchange, values) -> users.get(values.get(0))
                                .map(row -> patched(row, exchange.json()))
                                .orElseGet(() -> failure(404, 1001, "User does not exist: x.")))
                .on(
                        "DELETE",
                        "/users/{user}",
                        (exchange, values) -> users.remove(values.get(0))
                                ? Reply.empty(204)
                                : failure(404, 1001, "User does not exist: x."));
    }

    private void serveMeetings() {
        router.on(
                        "GET",
                        "/meetings/{id}",
                        (exchange, values) -> meetings.get(values.get(0))
                                .or(() -> others.get(values.get(0)))
                                .map(row -> Reply.json(200, whole(row)))
                                .orElseGet(ZoomProvider::missing))
                .on(
                        "PATCH",
                        "/meetings/{id}",
                        (exchange, values) -> meetings.get(values.get(0))
                                .map(row -> patched(row, exchange.json()))
                                .orElseGet(ZoomProvider::missing))
                .on(
                        "DELETE",
                        "/meetings/{id}",
                        (exchange, values) -> meetings.remove(values.get(0)) ? Reply.empty(204) : missing())
                .on(
                        "PUT",
                        "/meetings/{id}/status",
                        (exchange, values) -> Reply.empty(
                                exchange.json().path("action").asText().equals("end") ? 204 : 400))
                .on(
                        "GET",
                        "/meetings/{id}/registrants",
                        (exchange, values) -> Reply.json(200, Json.object().set("registrants", Json.array())))
                .on("POST", "/meetings/{id}/registrants", (exchange, values) -> Reply.json(201, exchange.json()))
                .on(
                        "GET",
                        "/past_meetings/{id}",
                        (exchange, values) -> Reply.json(200, Json.object().put("id", values.get(0))))
                .on(
                        "GET",
                        "/past_meetings/{id}/participants",
                        (exchange, values) -> Reply.json(200, Json.object().set("participants", Json.array())));
    }

    /** A meeting by itself has more than one in a list. */
    private static ObjectNode whole(ObjectNode row) {
        ObjectNode whole = row.deepCopy().put("start_url", "https://zoom.us/s/1");
        whole.putObject("settings").put("host_video", true);
        return whole;
    }

    /** From now on requests come from server to server: there is no user who is {@code me}. */
    public synchronized void serverToServer() {
        appOnly = true;
    }

    /** How many meetings there are. */
    public synchronized int meetings() {
        return meetings.size();
    }

    /** A meeting is made in Zoom; its event goes into the queue. */
    public synchronized void tell(String event) {
        deliver("{\"event\":\"" + event + "\",\"event_ts\":" + ++next
                + ",\"payload\":{\"account_id\":\"A1\",\"object\":{\"id\":81234567890}}}");
    }

    /** Somebody joins a meeting at a moment. */
    public synchronized void join(String participant, long at) {
        deliver("{\"event\":\"meeting.participant_joined\",\"event_ts\":" + at
                + ",\"payload\":{\"account_id\":\"A1\",\"object\":{\"id\":\"81234567890\",\"participant\":{\"user_name\":\""
                + participant + "\"}}}}");
    }

    /** Checks the address of events. */
    public synchronized void check(String token) {
        deliver("{\"event\":\"endpoint.url_validation\",\"event_ts\":1,\"payload\":{\"plainToken\":\"" + token
                + "\"}}");
    }

    private void deliver(String body) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        webhooks()
                .add(
                        Map.of(
                                "x-zm-request-timestamp",
                                timestamp,
                                "x-zm-signature",
                                "v0=" + Proofs.hex(SECRET_TOKEN, "v0:" + timestamp + ":" + body)),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    Reply answer(Exchange exchange) {
        return exchange.bearer().equals(TOKEN)
                ? router.answer(exchange).orElseGet(() -> failure(404, 404, "no such route"))
                : expired();
    }

    private static Reply page(Exchange exchange, Rows rows, String member) {
        String token = exchange.query().getOrDefault("next_page_token", "");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring(1));
        Rows.Slice slice = rows.slice(
                row -> true, from, Math.min(300, exchange.number("page_size").orElse(30)));
        ObjectNode body = Json.object()
                .put("next_page_token", slice.next() < 0 ? "" : "p" + slice.next())
                .put("total_records", slice.total());
        ArrayNode listed = body.putArray(member);
        slice.array().forEach(row -> listed.add(listed((ObjectNode) row)));
        return Reply.json(200, body);
    }

    /** Lists give no more of an agenda than its beginning. */
    private static ObjectNode listed(ObjectNode row) {
        String agenda = row.path("agenda").asText();
        return agenda.length() <= LISTED_AGENDA
                ? row
                : row.deepCopy().put("agenda", agenda.substring(0, LISTED_AGENDA));
    }

    private Reply create(ObjectNode data) {
        if (!data.has("topic")) {
            return failure(400, 300, "Request Body should be a valid JSON object.");
        }
        return Reply.json(201, meetings.create(data.put("id", ++next)));
    }

    private static Reply patched(ObjectNode row, ObjectNode data) {
        row.setAll(data);
        return Reply.empty(204);
    }

    @Override
    Reply expired() {
        return failure(401, 124, "Access token is expired.");
    }

    @Override
    Reply limited(int seconds) {
        return failure(429, 429, "You have reached the maximum per-second rate limit for this API. Try again later.")
                .header("Retry-After", Instant.now().plusSeconds(seconds).toString());
    }

    @Override
    Reply broken(int status) {
        return failure(status, 5000, "Internal error.");
    }

    @Override
    ObjectNode error() {
        return Json.object().put("code", 300).put("message", "Something went wrong.");
    }

    private static Reply missing() {
        return failure(404, 3001, "Meeting does not exist.");
    }

    private static Reply failure(int status, int code, String message) {
        return Reply.json(status, Json.object().put("code", code).put("message", message));
    }
}
