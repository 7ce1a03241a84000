package org.archipel.connector.rdstation.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;

/**
 * A webhook of RD Station in one of its three forms: of version 2, of version 1 with leads, and of the CRM. None is signed; a secret in the
 * address proves it.
 */
final class RdWebhook {
    private final Delivered delivered;

    RdWebhook(WebhookDelivery delivery) {
        this.delivered = new Delivered(delivery);
    }

    WebhookVerdict verify(List<String> secrets) {
        boolean good = false;
        for (String secret : secrets) {
            good |= Signatures.same(secret, delivered.query("secret"));
        }
        if (!good) {
            return Delivered.refused("the address does not hold the secret");
        }
        if (delivered.body().length == 0) {
            return delivered.genuine("check", "", "");
        }
        JsonNode body = delivered.json();
        if (!body.isObject()) {
            return Delivered.refused("the content is no JSON object");
        }
        if (body.path("leads").isArray()) {
            return leads(body.path("leads").path(0)).about(changed(body.path("leads")));
        }
        if (body.has("event_name")) {
            String id = body.at("/document/id").asText(body.at("/document/_id").asText());
            return delivered.genuine("", id, body.path("event_name").asText());
        }
        String uuid = body.at("/contact/uuid").asText();
        String event = body.path("event_type").asText();
        String time = body.path("event_timestamp").asText();
        String id = time.isEmpty()
                ? ""
                : String.join("|", event, uuid, body.path("event_identifier").asText(), time);
        return delivered.genuine(id, uuid, event).about(changed(List.of(body.path("contact"))));
    }

    private static List<ChangedRecord> changed(Iterable<JsonNode> contacts) {
        List<ChangedRecord> changed = new ArrayList<>();
        for (JsonNode contact : contacts) {
            String uuid = contact.path("uuid").asText();
            if (uuid.isEmpty()) {
                return List.of();
            }
            changed.add(new ChangedRecord("contact", uuid));
        }
        return changed;
    }

    private WebhookVerdict leads(JsonNode lead) {
        String uuid = lead.path("uuid").asText();
        String time = lead.at("/last_conversion/created_at").asText();
        boolean opportunity = lead.path("opportunity").asText().equals("true");
        String event = opportunity ? "WEBHOOK.MARKED_OPPORTUNITY" : "WEBHOOK.CONVERTED";
        return delivered.genuine(time.isEmpty() ? "" : String.join("|", event, uuid, time), uuid, event);
    }
}
