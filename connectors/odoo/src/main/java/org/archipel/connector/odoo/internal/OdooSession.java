package org.archipel.connector.odoo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.connector.common.model.Entity;
import org.archipel.connector.common.provider.MoreFields;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;

/** A session with an Odoo database through JSON-2. Webhooks of automation rules are not signed; a secret in their address proves them. */
final class OdooSession extends ProviderSession {
    /** The entities by the models that they are, as the paths of their listings name them. */
    private final Map<String, String> entities = new HashMap<>();

    private final OdooValues values;

    OdooSession(Provider provider, ConnectorContext context) {
        super(provider, context, database(context), MoreFields.settings(provider, context));
        for (Entity entity : provider.model().entities()) {
            entities.put(entity.listing().path().split("/")[3], entity.name());
        }
        this.values = new OdooValues(provider.definition().dataModel());
    }

    private static Map<String, String> database(ConnectorContext context) {
        String name = context.config().path("database").asText();
        return name.isEmpty() ? Map.of() : Map.of("X-Odoo-Database", name);
    }

    @Override
    public ReadPage read(ReadRequest request) {
        ReadPage page = super.read(request);
        return new ReadPage(
                page.records().stream()
                        .map(record -> values.read(request.entity(), record))
                        .toList(),
                page.nextCursor(),
                page.hasMore(),
                page.total(),
                page.resumable(),
                page.complete(),
                page.unchanged());
    }

    @Override
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        return super.fetch(entity, externalId).map(record -> values.read(entity, record));
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        return super.write(entity, records.stream().map(OdooValues::written).toList());
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
        WebhookVerdict verdict = delivered.genuine("", id.isEmpty() ? "" : model + "/" + id, model);
        if (model.isEmpty() || id.isEmpty()) {
            return verdict;
        }
        String entity = entities.get(model);
        // Of another model, such as that which a product takes its name from, it says that something changed.
        return entity == null ? verdict : verdict.about(List.of(new ChangedRecord(entity, id)));
    }
}
