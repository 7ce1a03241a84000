package org.archipel.connector.webhook.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;

/** Verifies a webhook by one of three schemes, over its raw bytes. */
final class IncomingWebhook {
    private final JsonNode settings;
    private final Clock clock;

    IncomingWebhook(JsonNode settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    WebhookVerdict verify(WebhookDelivery delivery, List<String> secrets) {
        Delivered delivered = new Delivered(delivery);
        if (secrets.isEmpty()) {
            return Delivered.refused("the integration has no secret to verify webhooks with");
        }
        String scheme = settings.path("scheme").asText("STANDARD");
        boolean good = false;
        for (String secret : secrets) {
            good |= switch (scheme) {
                case "TOKEN" -> Signatures.same(prefix() + secret, given(delivered, "Authorization"));
                case "HMAC_SHA256" ->
                    Signatures.same(prefix() + hmac(secret, delivered), given(delivered, "X-Signature"));
                default -> standard(secret, delivered);
            };
        }
        if (!good) {
            return Delivered.refused("the proof is missing or wrong");
        }
        boolean standard = scheme.equals("STANDARD");
        if (standard && !timely(delivered)) {
            return Delivered.refused("it is too old, or of the future");
        }
        JsonNode body = delivered.json();
        String id = standard ? delivered.header("webhook-id") : at(body, "idPointer", "");
        return delivered.genuine(id, at(body, "keyPointer", ""), at(body, "eventPointer", "/type"));
    }

    private static boolean standard(String secret, Delivered delivered) {
        String id = delivered.header("webhook-id");
        String timestamp = delivered.header("webhook-timestamp");
        String signatures = delivered.header("webhook-signature");
        return !id.isEmpty() && new StandardSignature(secret).verify(id, timestamp, delivered.body(), signatures);
    }

    private boolean timely(Delivered delivered) {
        Duration window = Duration.ofSeconds(settings.path("toleranceSeconds").asLong(300));
        return Signatures.timely(delivered.header("webhook-timestamp"), clock.instant(), window);
    }

    private String hmac(String secret, Delivered delivered) {
        return settings.path("encoding").asText("HEX").equals("HEX")
                ? Signatures.hmacHex(secret, delivered.body())
                : Signatures.hmacBase64(secret, delivered.body());
    }

    private String given(Delivered delivered, String otherwise) {
        return delivered.header(settings.path("header").asText(otherwise));
    }

    private String prefix() {
        return settings.path("prefix").asText();
    }

    private String at(JsonNode body, String setting, String otherwise) {
        String pointer = settings.path(setting).asText(otherwise);
        JsonNode found = pointer.isEmpty() ? body.path("") : body.at(pointer);
        return found.isValueNode() && !found.isNull() ? found.asText() : "";
    }
}
