package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes webhooks at {@code /hook} and keeps them; one that comes again under its id counts once. */
public final class WebhookReceiver extends EmulatedProvider {
    private final Map<String, Received> received = new LinkedHashMap<>();

    /** What came. */
    public record Received(String id, String timestamp, String signature, String body) {}

    @Override
    Reply expired() {
        return Reply.problem(401, "not allowed");
    }

    @Override
    ObjectNode error() {
        return Json.object().put("message", "something went wrong");
    }

    @Override
    Reply answer(Exchange exchange) {
        if (!exchange.path().equals("/hook")) {
            return Reply.problem(404, "no such route");
        }
        if (!exchange.method().equals("POST")) {
            return Reply.problem(405, "method not allowed");
        }
        String id = exchange.header("webhook-id").orElse("");
        received.put(
                id,
                new Received(
                        id,
                        exchange.header("webhook-timestamp").orElse(""),
                        exchange.header("webhook-signature").orElse(""),
                        exchange.bodyText()));
        return Reply.json(200, Json.object().put("received", true));
    }

    /** The webhooks that came, in the order in which they came first. */
    public synchronized List<Received> received() {
        return new ArrayList<>(received.values());
    }
}
