package org.archipel.connector.xero.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;

/** A session with one organisation. The list of organisations is asked for beside the accounting API, on the same host. */
final class XeroSession extends ProviderSession {
    private static final int LONGEST_CATEGORY = 100;

    XeroSession(Provider provider, ConnectorContext context) {
        super(provider, context, tenant(context), Map.of());
    }

    private static Map<String, String> tenant(ConnectorContext context) {
        String id = context.config().path("tenantId").asText();
        return id.isEmpty() ? Map.of() : Map.of("xero-tenant-id", id);
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (!operation.equals("listConnections")) {
            return super.execute(operation, parameters);
        }
        URI connections = remote().endpoint().base().resolve("/connections");
        return remote().get(connections, Map.of()).document().orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    /** A delivery without events is Xero's check of the address: genuine as any other, if it is signed well. */
    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        String expected = context()
                .credential("webhookKey")
                .map(key -> Signatures.hmacBase64(key, delivered.body()))
                .orElse("");
        if (!Signatures.same(expected, delivered.header("x-xero-signature"))) {
            return Delivered.refused("the signature is wrong");
        }
        JsonNode body = delivered.json();
        JsonNode first = body.path("events").path(0);
        boolean check = first.isMissingNode();
        String key = body.path("events").size() == 1 ? first.path("resourceId").asText() : "";
        String event = check
                ? "check"
                : first.path("eventCategory").asText() + "."
                        + first.path("eventType").asText();
        String sequence = body.path("firstEventSequence").asText() + "-"
                + body.path("lastEventSequence").asText();
        return delivered
                .genuine(check ? "" : sequence + "|" + body.path("entropy").asText(), key, event)
                .about(changed(body.path("events")));
    }

    /** The app is told of all organisations that it is connected with; those of others concern other integrations. */
    private List<ChangedRecord> changed(JsonNode events) {
        String tenant = context().config().path("tenantId").asText();
        List<ChangedRecord> changed = new ArrayList<>();
        for (JsonNode event : events) {
            if (!tenant.isEmpty() && !event.path("tenantId").asText(tenant).equals(tenant)) {
                continue;
            }
            String category = event.path("eventCategory").asText();
            String id = event.path("resourceId").asText();
            if (category.isEmpty() || category.length() > LONGEST_CATEGORY || id.isEmpty()) {
                return List.of();
            }
            String entity = category.toLowerCase(Locale.ROOT);
            changed.add(new ChangedRecord(entity, id));
        }
        return changed.isEmpty() ? Delivered.NOTHING : changed;
    }
}
