package org.archipel.connector.odoo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.connector.common.provider.MoreFields;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;

/** A session with an Odoo database through JSON-2. Webhooks of automation rules are not signed; a secret in their address proves them. */
final class OdooSession extends ProviderSession {
    OdooSession(Provider provider, ConnectorContext context) {
        super(provider, context, database(context), MoreFields.settings(provider, context));
    }

    private static Map<String, String> database(ConnectorContext context) {
        String name = context.config().path("database").asText();
        return name.isEmpty() ? Map.of() : Map.of("X-Odoo-Database", name);
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        String secret = context().credential("webhookSecret").orElse("");
        if (!Signatures.same(secret, delivered.query("secret"))) {
            return Delivered.refused("the address does not hold the secret");
        }
        JsonNode body = delivered.json();
        String model = body.path("_model").asText();
        String id = body.path("_id").asText();
        return delivered.genuine("", id.isEmpty() ? "" : model + "/" + id, model);
    }
}
