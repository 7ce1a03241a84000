package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Microsoft Graph's events, contacts and subscriptions, with pages that are followed by their address. */
public final class GraphProvider extends EmulatedProvider {
    /** A token that is good. */
    public static final String TOKEN = "eyJ.graph-token-1234567890";

    private final Map<String, Rows> kinds = Map.of("events", new Rows("id"), "contacts", new Rows("id"));
    private final GraphSubscriptions subscriptions = new GraphSubscriptions(this);
    private final Router router = new Router();
    private int next;
    private boolean application;

    /** @param count events that it begins with */
    public GraphProvider(int count) {
        for (int i = 1; i <= count; i++) {
            kinds.get("events").put(entity(Json.object().put("subject", "Meeting " + i)));
        }
        kinds.forEach(this::serve);
        serveUsers();
        subscriptions.serve(router);
    }

    private void serve(String kind, Rows rows) {
        for (String mailbox : new String[] {"/me", "/users/{user}"}) {
            int id = mailbox.equals("/me") ? 0 : 1;
            router.on("GET", mailbox + "/" + kind, (exchange, values) -> list(exchange, rows))
                    .on("POST", mailbox + "/" + kind, (exchange, values) -> create(rows, exchange.json()))
                    .on(
                            "GET",
                            mailbox + "/" + kind + "/{id}",
                            (exchange, values) -> rows.get(values.get(id))
                                    .map(row -> Reply.json(200, row))
                                    .orElseGet(GraphProvider::missing))
                    .on(
                            "PATCH",
                            mailbox + "/" + kind + "/{id}",
                            (exchange, values) -> rows.get(values.get(id))
                                    .map(row -> changed(row, exchange.json()))
                                    .orElseGet(GraphProvider::missing))
                    .on(
                            "DELETE",
                            mailbox + "/" + kind + "/{id}",
                            (exchange, values) -> rows.remove(values.get(id)) ? Reply.empty(204) : missing());
        }
    }

    private void serveUsers() {
        router.on(
                        "GET",
                        "/users/{user}",
                        (exchange, values) -> Reply.json(200, Json.object().put("displayName", "Bia Reis")))
                .on(
                        "GET",
                        "/users/{user}/calendarView",
                        (exchange, values) -> Reply.json(200, Json.object().set("value", Json.array())))
                .on(
                        "GET",
                        "/me",
                        (exchange, values) -> Reply.json(200, Json.object().put("displayName", "Ana Lima")))
                .on(
                        "GET",
                        "/me/calendars",
                        (exchange, values) -> Reply.json(200, Json.object().set("value", Json.array())))
                .on(
                        "GET",
                        "/me/calendarView",
                        (exchange, values) -> Reply.json(200, Json.object().set("value", Json.array())))
                .on(
                        "GET",
                        "/me/calendarView/delta",
                        (exchange, values) -> Reply.json(200, Json.object().set("value", Json.array())))
                .on(
                        "POST",
                        "/$batch",
                        (exchange, values) -> Reply.json(200, Json.object().set("responses", Json.array())));
    }

    private ObjectNode entity(ObjectNode data) {
        String now = Instant.now().toString();
        return data.deepCopy()
                .put("id", "AAM" + ++next + "=")
                .put("createdDateTime", now)
                .put("lastModifiedDateTime", now);
    }

    /** An event changes in the calendar. */
    public synchronized void change(String id, Instant time) {
        kinds.get("events").get(id).orElseThrow().put("lastModifiedDateTime", time.toString());
    }

    /** From now on requests come with the rights of an application, which is nobody: there is no {@code /me}. */
    public synchronized void applicationOnly() {
        application = true;
    }

    /** How many events and contacts were made by requests. */
    public synchronized int creations() {
        return kinds.values().stream().mapToInt(Rows::creations).sum();
    }

    /** Checks the addresses of subscriptions from now on, by a token that they have to give back. */
    public synchronized void checkAddresses() {
        subscriptions.checkAddresses();
    }

    @Override
    public synchronized List<String> subscribedAddresses() {
        return subscriptions.addresses();
    }

    @Override
    public synchronized void loseSubscriptions() {
        subscriptions.lose();
    }

    /** Removes all subscriptions, and tells those whom they notified. */
    public synchronized void endSubscriptions() {
        subscriptions.end();
    }

    /** Something changes in the calendar; subscribers are told. */
    public synchronized void notifySubscribers() {
        subscriptions.notifyOfEvent("W/\"" + ++next + "\"");
    }

    /** 10,000 in ten minutes for each mailbox. */
    @Override
    Optional<RequestLimit> documentedLimit() {
        return Optional.of(RequestLimit.fixedWindow(10_000, Duration.ofMinutes(10)));
    }

    /** Tokens are had without a token. */
    @Override
    boolean isOpen(Exchange exchange) {
        return exchange.path().equals("/token");
    }

    @Override
    Reply answer(Exchange exchange) {
        if (isOpen(exchange)) {
            return Reply.json(
                    200,
                    Json.object()
                            .put("access_token", TOKEN)
                            .put("expires_in", 3599)
                            .put("token_type", "Bearer"));
        }
        if (!exchange.bearer().equals(TOKEN)) {
            return expired();
        }
        return application && exchange.path().startsWith("/me")
                ? failure(400, "BadRequest", "/me request is only valid with delegated authentication flow.")
                : router.answer(exchange).orElseGet(GraphProvider::missing);
    }

    private Reply list(Exchange exchange, Rows rows) {
        String filter = exchange.query().getOrDefault("$filter", "").replace("lastModifiedDateTime ge ", "");
        int from = exchange.number("$skip").orElse(0);
        int top = exchange.number("$top").orElse(10);
        Rows.Slice slice = rows.slice(
                row -> filter.isEmpty()
                        || !Instant.parse(row.path("lastModifiedDateTime").asText())
                                .isBefore(Instant.parse(filter)),
                exchange.query().getOrDefault("$orderby", "").equals("lastModifiedDateTime asc")
                        ? Comparator.comparing(row ->
                                Instant.parse(row.path("lastModifiedDateTime").asText()))
                        : (one, other) -> 0,
                from,
                top);
        ObjectNode body = Json.object();
        body.set("value", slice.array());
        if (slice.next() > 0) {
            Map<String, String> query = new TreeMap<>(exchange.query());
            query.put("$skip", String.valueOf(slice.next()));
            body.put("@odata.nextLink", uri() + exchange.path() + "?" + Urls.query(query));
        }
        return Reply.json(200, body);
    }

    private Reply create(Rows rows, ObjectNode data) {
        String transaction = data.path("transactionId").asText();
        return rows.all().stream()
                .filter(row -> !transaction.isEmpty()
                        && row.path("transactionId").asText().equals(transaction))
                .findFirst()
                .map(row -> Reply.json(201, row))
                .orElseGet(() -> Reply.json(201, rows.create(entity(data))));
    }

    private static Reply changed(ObjectNode row, ObjectNode data) {
        row.setAll(data);
        return Reply.json(200, row.put("lastModifiedDateTime", Instant.now().toString()));
    }

    @Override
    Reply expired() {
        return failure(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
    }

    @Override
    Reply limited(int seconds) {
        return failure(429, "activityLimitReached", "Application is over its MailboxConcurrency limit.")
                .header("Retry-After", String.valueOf(seconds));
    }

    @Override
    Reply broken(int status) {
        return failure(status, "serviceNotAvailable", "The service is not available.");
    }

    @Override
    ObjectNode error() {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", "generalException").put("message", "Something went wrong.");
        return body;
    }

    static Reply missing() {
        return failure(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    }

    static Reply failure(int status, String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        return Reply.json(status, body);
    }
}
