package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The subscriptions of {@link GraphProvider}, and whom they notify. Used under the provider's lock. */
final class GraphSubscriptions {
    private static final Duration LONGEST = Duration.ofMinutes(4_230);

    private final GraphProvider provider;
    private final Rows rows = new Rows("id");
    private boolean checking;

    GraphSubscriptions(GraphProvider provider) {
        this.provider = provider;
    }

    void serve(Router router) {
        router.on("POST", "/subscriptions", (exchange, values) -> subscribe(exchange.json()))
                .on("GET", "/subscriptions", (exchange, values) -> listSubscriptions())
                .on("PATCH", "/subscriptions/{id}", (exchange, values) -> renew(values.get(0), exchange.json()))
                .on(
                        "DELETE",
                        "/subscriptions/{id}",
                        (exchange, values) -> rows.remove(values.get(0)) ? Reply.empty(204) : GraphProvider.missing());
    }

    private List<ObjectNode> living() {
        return rows.all().stream()
                .filter(one ->
                        Instant.parse(one.path("expirationDateTime").asText()).isAfter(Instant.now()))
                .toList();
    }

    List<String> addresses() {
        return living().stream()
                .map(one -> one.path("notificationUrl").asText())
                .toList();
    }

    void lose() {
        rows.all().forEach(one -> rows.remove(one.path("id").asText()));
    }

    void checkAddresses() {
        checking = true;
    }

    /** Removes all subscriptions, and tells those whom they notified. */
    void end() {
        for (ObjectNode subscription : living()) {
            ObjectNode body = Json.object();
            body.putArray("value")
                    .addObject()
                    .put("subscriptionId", subscription.path("id").asText())
                    .put("clientState", subscription.path("clientState").asText())
                    .put("lifecycleEvent", "subscriptionRemoved");
            provider.webhooks()
                    .add(
                            Map.of("Content-Type", "application/json"),
                            body.toString().getBytes(StandardCharsets.UTF_8),
                            subscription.path("lifecycleNotificationUrl").asText());
        }
        lose();
    }

    /** @param tag of the event that changed */
    void notifyOfEvent(String tag) {
        for (ObjectNode subscription : living()) {
            if (!subscription.path("resource").asText().endsWith("events")) {
                continue;
            }
            ObjectNode body = Json.object();
            ObjectNode one = body.putArray("value")
                    .addObject()
                    .put("subscriptionId", subscription.path("id").asText());
            one.put("clientState", subscription.path("clientState").asText()).put("changeType", "updated");
            one.putObject("resourceData")
                    .put("@odata.type", "#Microsoft.Graph.Event")
                    .put("id", "AAM1=")
                    .put("@odata.etag", tag);
            provider.webhooks()
                    .add(
                            Map.of("Content-Type", "application/json"),
                            body.toString().getBytes(StandardCharsets.UTF_8),
                            subscription.path("notificationUrl").asText());
        }
    }

    private Reply subscribe(ObjectNode request) {
        if (request.path("clientState").asText().length() > 128) {
            return GraphProvider.failure(400, "invalidRequest", "clientState is too long");
        }
        Optional<Reply> refusal = badEnd(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (checking && !givesTokenBack(request.path("notificationUrl").asText())) {
            return GraphProvider.failure(400, "ValidationError", "Subscription validation request failed.");
        }
        ObjectNode subscription = request.deepCopy().put("id", UUID.randomUUID().toString());
        rows.create(subscription);
        return Reply.json(201, shown(subscription));
    }

    private Reply renew(String id, ObjectNode request) {
        Optional<Reply> refusal = badEnd(request);
        return refusal.orElseGet(() -> rows.get(id)
                .map(one -> {
                    one.set("expirationDateTime", request.path("expirationDateTime"));
                    return Reply.json(200, shown(one));
                })
                .orElseGet(GraphProvider::missing));
    }

    /** The end of a subscription to events or contacts is 4,230 minutes away at most. */
    private static Optional<Reply> badEnd(ObjectNode request) {
        try {
            Instant end = Instant.parse(request.path("expirationDateTime").asText());
            boolean late = end.isAfter(Instant.now().plus(LONGEST));
            return late
                    ? Optional.of(GraphProvider.failure(
                            400, "invalidRequest", "Subscription expiration can only be 4230 minutes."))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of(GraphProvider.failure(400, "invalidRequest", "expirationDateTime is no time"));
        }
    }

    private Reply listSubscriptions() {
        ObjectNode body = Json.object();
        living().forEach(one -> body.withArray("value").add(shown(one)));
        body.withArray("value");
        return Reply.json(200, body);
    }

    /** Without its secret. */
    private static ObjectNode shown(ObjectNode subscription) {
        ObjectNode shown = subscription.deepCopy();
        shown.putNull("clientState");
        return shown;
    }

    private static boolean givesTokenBack(String address) {
        String token = "Validation: Testing " + UUID.randomUUID();
        URI uri = URI.create(
                address + (address.contains("?") ? "&" : "?") + Urls.query(Map.of("validationToken", token)));
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Content-Type", "text/plain")
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().equals(token);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
