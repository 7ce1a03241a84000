package org.archipel.samples.misbehaving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Component;

/** Takes webhooks of a connector that is not installed. */
@NeedsPermission(
        resource = "connector",
        actions = {"provide", "receive"},
        conditions =
                @NeedsPermission.Condition(
                        type = "types",
                        values = {"com.example.mailer", Bridge.ID}),
        reason = "To receive webhooks, and to offer a connector.")
@Component(service = WebhookProcessor.class, property = WebhookProcessor.CONNECTOR + "=com.example.mailer")
public final class Processor implements WebhookProcessor {
    @Override
    public void process(String deliveryId, Map<String, List<String>> headers, JsonNode payload) {
        payload.path("bounces").size();
    }
}
