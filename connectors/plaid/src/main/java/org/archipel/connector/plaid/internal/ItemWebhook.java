package org.archipel.connector.plaid.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BiFunction;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookSubscription;
import org.archipel.api.connector.WebhookSubscriptionRequest;

/** The one address that webhooks of an item go to. Plaid signs them with keys of its own. */
final class ItemWebhook implements WebhookSubscriber {
    private static final String WEBHOOK = "webhook";

    private final BiFunction<String, ObjectNode, JsonNode> requests;

    /** @param requests sends a request to a path, with the item's token */
    ItemWebhook(BiFunction<String, ObjectNode, JsonNode> requests) {
        this.requests = requests;
    }

    @Override
    public boolean tells(String entity) {
        return entity.equals("transaction");
    }

    @Override
    public Optional<String> secretField() {
        return Optional.empty();
    }

    @Override
    public WebhookSubscription subscribe(WebhookSubscriptionRequest request) {
        String target = request.target().toString();
        requests.apply(
                "/item/webhook/update", JsonNodeFactory.instance.objectNode().put(WEBHOOK, target));
        return new WebhookSubscription(target, Optional.empty());
    }

    @Override
    public Optional<WebhookSubscription> renew(WebhookSubscriptionRequest request) {
        String target = request.target().toString();
        return present().equals(target)
                ? Optional.of(new WebhookSubscription(target, Optional.empty()))
                : Optional.empty();
    }

    /** An address that somebody else gave meanwhile stays. */
    @Override
    public void unsubscribe(WebhookSubscriptionRequest request) {
        String present = present();
        if (present.equals(request.target().toString())
                || present.equals(request.handle().orElse("")) && !present.isEmpty()) {
            requests.apply(
                    "/item/webhook/update",
                    JsonNodeFactory.instance.objectNode().putNull(WEBHOOK));
        }
    }

    private String present() {
        return requests.apply("/item/get", JsonNodeFactory.instance.objectNode())
                .at("/item/webhook")
                .asText("");
    }
}
