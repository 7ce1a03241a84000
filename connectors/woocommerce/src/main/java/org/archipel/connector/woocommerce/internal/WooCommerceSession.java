package org.archipel.connector.woocommerce.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Endpoint;

/** A session with a shop, below its {@code /wp-json/wc/v3}. Several records are written in one batch. */
final class WooCommerceSession extends ProviderSession {
    private static final String API = "/wp-json/wc/v3";

    WooCommerceSession(Provider provider, ConnectorContext context) {
        super(provider, context, api(provider, context), Map.of(), Map.of());
    }

    private static Endpoint api(Provider provider, ConnectorContext context) {
        String shop = endpoint(provider, context).base().toString().replaceAll("/+$", "");
        return new Endpoint(URI.create(shop.endsWith(API) ? shop : shop + API));
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        return records.size() > 1
                ? new ShopBatch(remote(), "/" + entity + "s/batch").write(records)
                : super.write(entity, records);
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (!operation.equals("registerWebhook")) {
            return super.execute(operation, parameters);
        }
        String secret = context()
                .credential("webhookSecret")
                .orElseThrow(() -> new ValidationException("/credentials/webhookSecret", "webhooks need a secret"));
        return super.execute(
                operation, parameters.deepCopy().put("secret", secret).put("status", "active"));
    }

    @Override
    public WebhookSubscriber webhookSubscriber() {
        return new ShopWebhooks(remote());
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        String expected = context()
                .credential("webhookSecret")
                .map(secret -> Signatures.hmacBase64(secret, delivered.body()))
                .orElse("");
        if (!Signatures.same(expected, delivered.header("X-WC-Webhook-Signature"))) {
            return Delivered.refused("the signature is wrong");
        }
        String resource = delivered.header("X-WC-Webhook-Resource");
        String id = delivered.json().path("id").asText();
        return delivered.genuine(
                delivered.header("X-WC-Webhook-Delivery-ID"), delivered.header("X-WC-Webhook-Topic"), resource, id);
    }
}
