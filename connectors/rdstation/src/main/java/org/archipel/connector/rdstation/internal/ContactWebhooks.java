package org.archipel.connector.rdstation.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.webhook.ListedSubscriptions;
import org.archipel.connector.common.wire.Percent;
import org.archipel.connector.common.wire.Remote;

/** The webhooks of an account: one for conversions and one for opportunities. Their address holds the secret, for nothing is signed. */
final class ContactWebhooks extends ListedSubscriptions {
    private static final String PATH = "/integrations/webhooks";

    private final Remote remote;
    private final boolean connected;

    /** @param connected whether the account was connected by consent; an API key is good for nothing but conversions */
    ContactWebhooks(Remote remote, boolean connected) {
        this.remote = remote;
        this.connected = connected;
    }

    @Override
    public boolean tells(String entity) {
        return connected && entity.equals("contact");
    }

    @Override
    protected Set<String> kinds(Set<String> entities) {
        return Set.of("WEBHOOK.CONVERTED", "WEBHOOK.MARKED_OPPORTUNITY");
    }

    @Override
    protected List<Registration> list() {
        List<Registration> found = new ArrayList<>();
        remote.get(remote.address(PATH, Map.of()), Map.of())
                .document()
                .ifPresent(body -> body.path("webhooks").forEach(one -> found.add(registration(one))));
        return found;
    }

    private static Registration registration(JsonNode one) {
        return new Registration(
                one.path("uuid").asText(),
                one.path("event_type").asText(),
                one.path("url").asText());
    }

    @Override
    protected boolean sendsTo(Registration present, WebhookSubscriptionRequest request) {
        String target = request.target().toString();
        return present.address().equals(target) || present.address().startsWith(target + "?");
    }

    @Override
    protected Registration create(String type, WebhookSubscriptionRequest request) {
        return send("POST", PATH, type, request);
    }

    @Override
    protected Optional<Registration> adopt(Registration present, WebhookSubscriptionRequest request) {
        return Optional.of(
                present.address().equals(address(request))
                        ? present
                        : send("PUT", PATH + "/" + Percent.segment(present.id()), present.kind(), request));
    }

    @Override
    protected Optional<Registration> prolong(Registration present, WebhookSubscriptionRequest request) {
        return Optional.of(present);
    }

    private static String address(WebhookSubscriptionRequest request) {
        return request.target() + "?secret=" + Percent.encode(request.secret().orElse(""));
    }

    private Registration send(String method, String path, String type, WebhookSubscriptionRequest request) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("event_type", type)
                .put("entity_type", "CONTACT")
                .put("url", address(request))
                .put("http_method", "POST");
        return remote.ask(method, remote.address(path, Map.of()), Map.of(), Remote.bytes(body))
                .document()
                .map(ContactWebhooks::registration)
                .orElseThrow(() -> new RemoteException(
                        ErrorCode.INTEGRATION_ERROR, "the answer does not tell the webhook", false));
    }

    @Override
    protected void remove(Registration present) {
        remote.ask(
                "DELETE", remote.address(PATH + "/" + Percent.segment(present.id()), Map.of()), Map.of(), new byte[0]);
    }
}
