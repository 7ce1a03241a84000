package org.archipel.connector.webhook.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.record.ConnectionProbe;
import org.archipel.connector.common.record.Unsent;
import org.archipel.connector.common.wire.Endpoint;
import org.archipel.connector.common.wire.Remote;

/**
 * Sends records as webhooks, one each, under the key of the change, by which the receiver knows repetitions; and verifies those that come
 * in. Used by one thread at a time, as the contract says.
 */
final class WebhookSession implements ConnectorSession {
    private static final int LARGEST = 1024 * 1024;

    private final Provider provider;
    private final ConnectorContext context;
    private final ObjectNode config;
    private Remote remote;

    WebhookSession(Provider provider, ConnectorContext context) {
        this.provider = provider;
        this.context = context;
        this.config = context.config();
    }

    /** Only what is sent needs an endpoint. */
    private Remote remote() {
        if (remote == null) {
            URI endpoint = context.endpoint()
                    .orElseThrow(() -> new ValidationException("/config/endpoint", "webhooks are sent to an endpoint"));
            Map<String, String> headers = new LinkedHashMap<>();
            config.path("headers")
                    .properties()
                    .forEach(one -> headers.put(one.getKey(), one.getValue().asText()));
            remote = new Remote(context.http(), new Endpoint(endpoint), headers, Map.of(), provider.rules(), LARGEST);
        }
        return remote;
    }

    private URI address() {
        return remote().address(config.path("path").asText("/"), Map.of());
    }

    /** Asks for the address with HEAD, which sends no webhook; that it may be refused says nothing. */
    @Override
    public ConnectionTest test() {
        if (context.endpoint().isEmpty()) {
            return new ConnectionTest(List.of());
        }
        return new ConnectionProbe(remote(), this::head, response -> "the endpoint answers").run();
    }

    private HttpResponse head() {
        HttpResponse response = remote().send("HEAD", address(), Map.of(), new byte[0]);
        boolean telling = response.status() == 401
                || response.status() == 403
                || response.status() == 429
                || response.status() >= 500;
        return telling ? response : new HttpResponse(204, Map.of(), new byte[0]);
    }

    /** Standard Webhooks: the receiver knows a repetition by its {@code webhook-id}. */
    @Override
    public boolean mayRepeatCreations(String entity) {
        return true;
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        List<WriteResult> results = new ArrayList<>(records.size());
        for (WriteRecord item : records) {
            results.add(write(entity, item));
        }
        return results;
    }

    private WriteResult write(String entity, WriteRecord item) {
        boolean known = item.externalId().isPresent();
        String what = item.delete() ? ".deleted" : known ? ".updated" : ".created";
        String id = item.externalId().orElse(item.idempotencyKey());
        ObjectNode data = item.data().deepCopy();
        if (!data.has("id")) {
            data.put("id", id);
        }
        try {
            send(entity + what, item.idempotencyKey(), data);
            Outcome outcome = item.delete() ? Outcome.DELETED : known ? Outcome.UPDATED : Outcome.CREATED;
            return new WriteResult(outcome, Optional.of(id), "", false);
        } catch (PlatformException e) {
            return Unsent.result(e, e.retryable());
        }
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (!operation.equals("send")) {
            throw new ValidationException("/operation", "there is no operation '" + operation + "'");
        }
        String id = parameters.path("id").asText("msg_" + UUID.randomUUID());
        HttpResponse response = send(
                parameters.path("type").asText(), id, parameters.path("data").deepCopy());
        return JsonNodeFactory.instance.objectNode().put("id", id).put("status", response.status());
    }

    private HttpResponse send(String type, String id, ObjectNode data) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("timestamp", context.clock().instant().toString());
        body.set("data", data);
        byte[] bytes = Remote.bytes(body);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("Idempotency-Key", id);
        String timestamp = String.valueOf(context.clock().instant().getEpochSecond());
        headers.put("webhook-timestamp", timestamp);
        context.credential("signingSecret")
                .ifPresent(secret ->
                        headers.put("webhook-signature", new StandardSignature(secret).sign(id, timestamp, bytes)));
        HttpResponse response = remote().send("POST", address(), headers, bytes);
        remote().rules().requireSuccess(response, "POST " + type);
        return response;
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        List<String> secrets = new ArrayList<>();
        context.credential("webhookSecret").ifPresent(secrets::add);
        context.credential("webhookSecretPrevious").ifPresent(secrets::add);
        return new IncomingWebhook(config.path("incoming"), context.clock()).verify(delivery, secrets);
    }
}
