package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.RdStationAnswers.failure;
import static org.archipel.connectors.emulators.RdStationAnswers.now;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    private final Router router = new Router();
    private final RdStationGrants grants = new RdStationGrants();
    private final RdStationEvents events = new RdStationEvents();
    private final RdStationContacts contacts = new RdStationContacts(events);
    private final RdStationHooks hooks = new RdStationHooks(webhooks());

    /** @param count contacts that it begins with */
    public RdStationProvider(int count) {
        grants.routes(router);
        // Before the contacts, whose keys would take the place of the word.
        new RdStationFields().routes(router);
        contacts.routes(router);
        events.routes(router);
        hooks.routes(router);
        otherRoutes();
        for (int i = 1; i <= count; i++) {
            contacts.put(Json.object().put("email", "lead" + i + "@cli.test").put("name", "Lead " + i));
        }
    }

    private void otherRoutes() {
        router.on(
                        "GET",
                        "/marketing/account_info",
                        (exchange, values) -> Reply.json(200, Json.object().put("name", "www.acme.test")))
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
                .on("GET", "/platform/popups", (exchange, values) -> Reply.json(200, Json.array()))
                .on("GET", "/platform/embeddables", (exchange, values) -> Reply.json(200, Json.array()))
                .on(
                        "GET",
                        "/platform/workflows/{id}/leads/action/{action}",
                        (exchange, values) -> Reply.json(200, Json.object().set("leads", Json.array())))
                .on(
                        "GET",
                        "/platform/workflows/{id}/leads/{what}",
                        (exchange, values) -> Reply.json(200, Json.object().set("leads", Json.array())));
    }

    /** Gives a pair of tokens, access before refresh, as after a person's consent. */
    public synchronized List<String> connect() {
        return grants.connect();
    }

    /** Ends all access tokens at once. */
    public synchronized void endAccessTokens() {
        grants.endAccessTokens();
    }

    /** How many refreshes succeeded. */
    public synchronized int refreshes() {
        return grants.refreshes();
    }

    /** How many contacts there are. */
    public synchronized int contacts() {
        return contacts.size();
    }

    /** A contact was changed so often today that it is not changed any more. */
    public synchronized void limitContact(String email) {
        contacts.limit(email);
    }

    /** The contact with an e-mail address; empty if there is none. */
    public synchronized Optional<ObjectNode> contact(String email) {
        return contacts.find("email:" + email).map(ObjectNode::deepCopy);
    }

    /** How many events came. */
    public synchronized int events() {
        return events.size();
    }

    @Override
    public synchronized List<String> subscribedAddresses() {
        return hooks.addresses();
    }

    @Override
    public synchronized void loseSubscriptions() {
        hooks.clear();
    }

    /** A contact converts, as by a form on a page; its webhooks go into the queue. */
    public synchronized void convert(String email, String identifier) {
        ObjectNode contact = contacts.find("email:" + email).orElseThrow();
        contact.put("last_conversion_date", now());
        hooks.converted(contact, identifier);
    }

    /** The address that the first subscription names. */
    public synchronized String subscribedAddress() {
        return hooks.firstAddress();
    }

    @Override
    boolean isOpen(Exchange exchange) {
        return exchange.path().startsWith("/auth/") || exchange.path().startsWith("/oauth");
    }

    @Override
    Reply answer(Exchange exchange) {
        boolean keyed = exchange.path().equals("/platform/conversions")
                && API_KEY.equals(exchange.query().get("api_key"));
        if (!isOpen(exchange) && !keyed && !grants.admits(exchange.bearer())) {
            return expired();
        }
        return router.answer(exchange).orElseGet(RdStationAnswers::missing);
    }

    @Override
    Reply expired() {
        return failure(401, "UNAUTHORIZED", "Invalid token.")
                .header(
                        "WWW-Authenticate",
                        "Bearer realm=\"https://api.rd.services/\", error=\"expired_token\", "
                                + "error_description=\"The access token expired\"");
    }

    /** 120 a minute for each account on the smaller plans. */
    @Override
    Optional<RequestLimit> documentedLimit() {
        return Optional.of(RequestLimit.fixedWindow(120, Duration.ofMinutes(1)));
    }

    @Override
    Reply limited(int seconds) {
        return Reply.json(429, Json.object().put("message", "API rate limit exceeded"))
                .header("ratelimit-limit-quotas", "120")
                .header("retry-after-quotas", String.valueOf(seconds));
    }

    @Override
    Reply broken(int status) {
        return Reply.of(status, "text/html", "<html><h1>Bad gateway</h1></html>".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    ObjectNode error() {
        ObjectNode body = Json.object();
        body.putObject("errors").put("error_type", "BAD_REQUEST").put("error_message", "Something went wrong.");
        return body;
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
}
