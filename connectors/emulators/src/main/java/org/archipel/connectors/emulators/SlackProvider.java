package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Slack's Web API of users, channels and messages, whose refusals have the status of a success, and its signed events. */
public final class SlackProvider extends EmulatedProvider {
    /** The bot's token. */
    public static final String TOKEN = "xoxb-1111111111-abcdef";

    /** The secret with which events are signed. */
    public static final String SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private final Rows users = new Rows("id");
    private final Rows channels = new Rows("id");
    private final Rows messages = new Rows("ts");
    private int next;

    /** @param count users that it begins with */
    public SlackProvider(int count) {
        for (int i = 1; i <= count; i++) {
            ObjectNode user = Json.object()
                    .put("id", "U" + i)
                    .put("name", "user" + i)
                    .put("deleted", false)
                    .put("updated", 1_700_000_000 + i);
            user.putObject("profile").put("email", "u" + i + "@acme.test");
            users.put(user);
        }
        channels.put(Json.object().put("id", "C1").put("name", "general"));
    }

    /** How many messages were sent by requests. */
    public synchronized int messages() {
        return messages.creations();
    }

    /** Somebody writes a message; its event goes into the queue. */
    public synchronized void say(String text) {
        String body = "{\"type\":\"event_callback\",\"team_id\":\"T0\",\"event_id\":\"Ev" + ++next
                + "\",\"event_time\":1772000000,"
                + "\"event\":{\"type\":\"message\",\"channel\":\"C1\",\"user\":\"U1\",\"text\":\"" + text
                + "\",\"ts\":\"1772000000.000100\"}}";
        deliver(body);
    }

    /** Something else happens, such as a change of a message; its event goes into the queue. */
    public synchronized void happen(String event) {
        deliver("{\"type\":\"event_callback\",\"team_id\":\"T0\",\"event_id\":\"Ev" + ++next
                + "\",\"event_time\":1772000000,\"event\":" + event + "}");
    }

    /** Checks the address of events. */
    public synchronized void check(String challenge) {
        deliver("{\"token\":\"x\",\"challenge\":\"" + challenge + "\",\"type\":\"url_verification\"}");
    }

    private void deliver(String body) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        String signature = "v0=" + Proofs.hex(SIGNING_SECRET, "v0:" + timestamp + ":" + body);
        webhooks()
                .add(
                        Map.of(
                                "Content-Type",
                                "application/json",
                                "X-Slack-Request-Timestamp",
                                timestamp,
                                "X-Slack-Signature",
                                signature),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    /** Tier 3, that of most methods: 50 a minute. */
    @Override
    Optional<RequestLimit> documentedLimit() {
        return Optional.of(RequestLimit.fixedWindow(50, Duration.ofMinutes(1)));
    }

    @Override
    Reply answer(Exchange exchange) {
        if (!exchange.bearer().equals(TOKEN)) {
            return failure(exchange.bearer().isEmpty() ? "not_authed" : "invalid_auth");
        }
        ObjectNode parameters = Json.object();
        Map<String, String> given = new LinkedHashMap<>(exchange.query());
        given.forEach(parameters::put);
        parameters.setAll(exchange.json());
        return call(exchange.path().substring(1), parameters);
    }

    private Reply call(String method, ObjectNode parameters) {
        String channel = parameters.path("channel").asText();
        if (parameters.has("channel") && channels.get(channel).isEmpty()) {
            return failure("channel_not_found");
        }
        return switch (method) {
            case "auth.test" ->
                ok(Json.object().put("team", "Acme").put("user", "bot").put("team_id", "T0"));
            case "users.list" -> page(users, "members", parameters);
            case "users.info" ->
                users.get(parameters.path("user").asText())
                        .map(user -> ok(Json.object().set("user", user)))
                        .orElseGet(() -> failure("user_not_found"));
            case "users.lookupByEmail" ->
                users.all().stream()
                        .filter(user -> user.at("/profile/email")
                                .asText()
                                .equals(parameters.path("email").asText()))
                        .findFirst()
                        .map(user -> ok(Json.object().set("user", user)))
                        .orElseGet(() -> failure("users_not_found"));
            case "conversations.list" -> page(channels, "channels", parameters);
            case "conversations.info" ->
                ok(Json.object()
                        .set(
                                "channel",
                                channels.get(channel).orElseThrow().deepCopy().put("last_read", "1772000000.000100")));
            case "conversations.join" ->
                ok(Json.object().set("channel", channels.get(channel).orElseThrow()));
            case "conversations.members" ->
                ok(Json.object().set("members", Json.array().add("U1")));
            case "conversations.create" -> createChannel(parameters.path("name").asText());
            case "conversations.history" -> page(messages, "messages", parameters);
            case "chat.postMessage" -> post(parameters);
            case "chat.update" -> update(parameters);
            case "reactions.add" -> ok(Json.object());
            default -> failure("unknown_method");
        };
    }

    private Reply page(Rows rows, String member, ObjectNode parameters) {
        String cursor = parameters.path("cursor").asText();
        if (!cursor.matches("|c\\d{1,6}")) {
            return failure("invalid_cursor");
        }
        String oldest = parameters.path("oldest").asText("0");
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring(1));
        Rows.Slice slice = rows.slice(
                row -> !row.has("ts") || isBetween(row, oldest, parameters),
                from,
                parameters.path("limit").asInt(100));
        ObjectNode body = Json.object();
        body.set(member, slice.array());
        body.putObject("response_metadata").put("next_cursor", slice.next() < 0 ? "" : "c" + slice.next());
        return ok(body);
    }

    private static boolean isBetween(ObjectNode message, String oldest, ObjectNode parameters) {
        BigDecimal ts = new BigDecimal(message.path("ts").asText());
        BigDecimal from = new BigDecimal(oldest);
        BigDecimal to = new BigDecimal(parameters.path("latest").asText("9999999999"));
        int edge = parameters.path("inclusive").asBoolean() ? 0 : 1;
        return ts.compareTo(from) >= edge && to.compareTo(ts) >= edge;
    }

    private Reply createChannel(String name) {
        if (channels.all().stream()
                .anyMatch(channel -> channel.path("name").asText().equals(name))) {
            return failure("name_taken");
        }
        ObjectNode channel =
                Json.object().put("id", "C" + (channels.size() + 1)).put("name", name);
        channels.create(channel);
        return ok(Json.object().set("channel", channel));
    }

    private Reply post(ObjectNode parameters) {
        if (!parameters.has("text") && !parameters.has("blocks")) {
            return failure("no_text");
        }
        String ts = Instant.now().getEpochSecond() + "." + String.format("%06d", ++next);
        ObjectNode message = parameters.deepCopy().put("ts", ts).put("type", "message");
        messages.create(message);
        ObjectNode body = Json.object()
                .put("channel", parameters.path("channel").asText())
                .put("ts", ts);
        body.set("message", message);
        return ok(body);
    }

    private Reply update(ObjectNode parameters) {
        return messages.get(parameters.path("ts").asText())
                .map(message ->
                        ok(message.put("text", parameters.path("text").asText()).deepCopy()))
                .orElseGet(() -> failure("message_not_found"));
    }

    @Override
    Reply expired() {
        return failure("token_expired");
    }

    @Override
    Reply limited(int seconds) {
        return Reply.json(429, error().put("error", "ratelimited")).header("Retry-After", String.valueOf(seconds));
    }

    @Override
    Reply broken(int status) {
        return Reply.json(status, error().put("error", "internal_error"));
    }

    @Override
    ObjectNode error() {
        return Json.object().put("ok", false).put("error", "invalid_arguments");
    }

    private static Reply ok(ObjectNode body) {
        return Reply.json(200, body.put("ok", true));
    }

    private static Reply failure(String error) {
        return Reply.json(200, Json.object().put("ok", false).put("error", error));
    }
}
