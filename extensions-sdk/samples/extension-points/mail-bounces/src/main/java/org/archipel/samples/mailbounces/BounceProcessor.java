package org.archipel.samples.mailbounces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells of addresses that mails bounced from, once for each webhook, whose delivery may be repeated. */
@Extension(
        id = "org.archipel.samples.mailbounces",
        name = "Mail bounces",
        description = "Tells which addresses mails bounce from.",
        category = Category.COMMUNICATION,
        publisher = "Archipel samples")
@NeedsPermission(
        resource = "connector",
        actions = "receive",
        conditions = @Condition(type = "types", values = "com.example.mailer"),
        reason = "To receive the webhooks of the mailer.")
@NeedsPermission(
        resource = "events",
        actions = "publish",
        conditions = @Condition(type = "topics", values = "mail.bounced"),
        reason = "To tell of bounced mails.")
@NeedsPermission(
        resource = "storage",
        actions = {"read", "write"},
        reason = "To remember which webhooks it has processed.")
@Component(service = WebhookProcessor.class, property = WebhookProcessor.CONNECTOR + "=com.example.mailer")
public final class BounceProcessor implements WebhookProcessor {
    private final ExtensionContext context;

    @Activate
    public BounceProcessor(@Reference ExtensionContext context) {
        this.context = context;
    }

    @Override
    public void process(String deliveryId, Map<String, List<String>> headers, JsonNode payload) {
        String key = "delivery/" + deliveryId;
        if (context.keyValues().get(key).isPresent()) {
            return;
        }
        for (JsonNode bounce : payload.path("bounces")) {
            String address = bounce.path("address").asText();
            context.events()
                    .publish(
                            "mail.bounced",
                            "address/" + address,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("address", address)
                                    .put("reason", bounce.path("reason").asText()));
        }
        context.keyValues().replace(key, Optional.empty(), BooleanNode.TRUE);
    }
}
