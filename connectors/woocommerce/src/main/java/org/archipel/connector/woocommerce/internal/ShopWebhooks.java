package org.archipel.connector.woocommerce.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.webhook.ListedSubscriptions;
import org.archipel.connector.common.wire.Remote;

/**
 * The webhooks of a shop: one for each kind of record and each of what may happen to it. A shop switches one off after five deliveries in a
 * row that failed; it is switched on again when it is looked after.
 */
final class ShopWebhooks extends ListedSubscriptions {
    private static final String PATH = "/webhooks";
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 100;

    private final Remote remote;

    ShopWebhooks(Remote remote) {
        this.remote = remote;
    }

    @Override
    public boolean tells(String entity) {
        return Set.of("order", "product", "customer", "coupon").contains(entity);
    }

    @Override
    protected Set<String> kinds(Set<String> entities) {
        Set<String> topics = new TreeSet<>();
        for (String entity : entities) {
            for (String event : List.of("created", "updated", "deleted")) {
                topics.add(entity + "." + event);
            }
        }
        return topics;
    }

    @Override
    protected List<Registration> list() {
        List<Registration> found = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            Map<String, String> query = Map.of("per_page", String.valueOf(PAGE), "page", String.valueOf(page));
            JsonNode webhooks = remote.get(remote.address(PATH, query), Map.of())
                    .document()
                    .orElseGet(JsonNodeFactory.instance::arrayNode);
            webhooks.forEach(one -> found.add(registration(one)));
            if (webhooks.size() < PAGE) {
                return found;
            }
        }
        return found;
    }

    private static Registration registration(JsonNode one) {
        return new Registration(
                one.path("id").asText(),
                one.path("topic").asText(),
                one.path("delivery_url").asText());
    }

    @Override
    protected Registration create(String topic, WebhookSubscriptionRequest request) {
        return send(
                "POST", PATH, sending(request).put("name", "Archipel " + topic).put("topic", topic));
    }

    @Override
    protected Optional<Registration> adopt(Registration present, WebhookSubscriptionRequest request) {
        return Optional.of(send("PUT", PATH + "/" + present.id(), sending(request)));
    }

    private static ObjectNode sending(WebhookSubscriptionRequest request) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("delivery_url", request.target().toString())
                .put("secret", request.secret().orElse(""))
                .put("status", "active");
    }

    private Registration send(String method, String path, ObjectNode body) {
        return remote.ask(method, remote.address(path, Map.of()), Map.of(), Remote.bytes(body))
                .document()
                .map(ShopWebhooks::registration)
                .orElseThrow(() -> new RemoteException(
                        ErrorCode.INTEGRATION_ERROR, "the answer does not tell the webhook", false));
    }

    @Override
    protected void remove(Registration present) {
        remote.ask("DELETE", remote.address(PATH + "/" + present.id(), Map.of("force", "true")), Map.of(), new byte[0]);
    }
}
