package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.ZapSignAnswers.detail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * ZapSign's API of documents, signers, templates, users and webhooks, as far as it is documented. Signing is done by {@link #sign}, as a
 * person would.
 */
public final class ZapSignProvider extends EmulatedProvider {
    /** The token that it knows. */
    public static final String TOKEN = "11111111-2222-3333-4444-555555555555";

    /** The user who can log in. */
    public static final String USER = "dev@acme.test";

    /** The user's password. */
    public static final String PASSWORD = "s3cret-of-a-user";

    private final Router router = new Router();
    private String access = "none yet";
    private int logins;
    private boolean busy;
    private final ZapSignHooks hooks;
    private final ZapSignDocuments documents;
    private final ZapSignSigners signers;

    /** @param count documents that it begins with, two signers each */
    public ZapSignProvider(int count) {
        hooks = new ZapSignHooks(webhooks());
        ZapSignTemplates templates = new ZapSignTemplates();
        documents = new ZapSignDocuments(templates, hooks);
        signers = new ZapSignSigners(documents, hooks);
        router.on("GET", "/info-plan/", (exchange, values) -> Reply.json(200, plan()));
        new ZapSignUsers().routes(router);
        documents.routes(router);
        signers.routes(router);
        templates.routes(router);
        hooks.routes(router);
        for (int i = 1; i <= count; i++) {
            ObjectNode request = Json.object().put("name", "Agreement " + i).put("url_pdf", "https://files.test/a.pdf");
            ArrayNode both = request.putArray("signers");
            both.addObject().put("name", "Ana " + i).put("email", "ana" + i + "@cli.test");
            both.addObject().put("name", "Bia " + i).put("email", "bia" + i + "@cli.test");
            documents.store(request);
        }
        documents.beginCount();
    }

    /** 500 in a fixed window of a minute. */
    @Override
    Optional<RequestLimit> documentedLimit() {
        return Optional.of(RequestLimit.fixedWindow(500, Duration.ofMinutes(1)));
    }

    @Override
    Reply answer(Exchange exchange) {
        if (exchange.path().startsWith("/auth/token/")) {
            return login(exchange);
        }
        if (!exchange.bearer().equals(TOKEN) && !exchange.bearer().equals(access)) {
            return expired();
        }
        return router.answer(exchange).orElseGet(ZapSignAnswers::missing);
    }

    @Override
    boolean isOpen(Exchange exchange) {
        return exchange.path().startsWith("/auth/token/");
    }

    private Reply login(Exchange exchange) {
        if (busy) {
            return Reply.json(400, Json.object().put("message", "Rate limit exceeded"));
        }
        boolean known = exchange.json().path("username").asText().equals(USER)
                && exchange.json().path("password").asText().equals(PASSWORD);
        if (!known) {
            return Reply.json(401, detail("No active account found with the given credentials"));
        }
        access = "access-" + ++logins;
        return Reply.json(200, Json.object().put("refresh", "refresh-" + logins).put("access", access));
    }

    /** How many times a user logged in. */
    public synchronized int logins() {
        return logins;
    }

    /** The hour of the present access token is over. */
    public synchronized void endAccess() {
        access = "none any more";
    }

    /** Takes no more log-ins from now on, or takes them again. */
    public synchronized void refuseLogins(boolean refused) {
        busy = refused;
    }

    @Override
    Reply expired() {
        return Reply.json(401, detail("Authentication credentials were not provided."));
    }

    @Override
    Reply limited(int seconds) {
        return Reply.json(429, detail("Request was throttled. Expected available in " + seconds + " seconds."))
                .header("Retry-After", String.valueOf(seconds));
    }

    @Override
    ObjectNode error() {
        return detail("Something went wrong.");
    }

    /** How many documents were made by requests. */
    public synchronized int creations() {
        return documents.creations();
    }

    /** So many documents go for good, which is what the interface itself never does. */
    public synchronized void shrink(int count) {
        documents.shrink(count);
    }

    /** The document with a name, as the detail shows it. */
    public synchronized ObjectNode named(String name) {
        return documents.named(name).deepCopy();
    }

    @Override
    public synchronized List<String> subscribedAddresses() {
        return hooks.addresses();
    }

    @Override
    public synchronized void loseSubscriptions() {
        hooks.clear();
    }

    /** A person signs: the document's next signer who has not. Its webhooks go into the queue. */
    public synchronized void sign(String name) {
        signers.sign(name);
    }

    private static ObjectNode plan() {
        return Json.object()
                .put("name", "API Pro")
                .put("number_of_credits", "250")
                .put("status", "paid")
                .put("period", "annual")
                .put("current_period_end", "31-12-2026");
    }
}
