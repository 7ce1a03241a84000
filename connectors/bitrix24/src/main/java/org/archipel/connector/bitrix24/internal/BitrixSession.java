package org.archipel.connector.bitrix24.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.provider.Consent;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.wire.Endpoint;
import org.archipel.connector.common.wire.Percent;
import org.archipel.connector.common.wire.Refusal;

/** A session with a portal. Reading and writing go through {@code batch}, which counts as one request. */
final class BitrixSession extends ProviderSession {
    private final Batch batch;

    BitrixSession(Provider provider, ConnectorContext context) {
        super(provider, context, below(provider, context), Map.of(), Map.of());
        this.batch = new Batch(remote());
    }

    /** Below the portal: {@code /rest}, or {@code /rest/user/code} by an inbound webhook. */
    private static Endpoint below(Provider provider, ConnectorContext context) {
        String portal = endpoint(provider, context).base().toString().replaceAll("/+$", "");
        if (Consent.isChosen(context.config())) {
            return new Endpoint(URI.create(portal + "/rest"));
        }
        String code = context.credential("webhookCode")
                .orElseThrow(() ->
                        new ValidationException("/credentials/webhookCode", "the inbound webhook's code is missing"));
        String user = context.config().path("user").asText();
        return new Endpoint(URI.create(portal + "/rest/" + Percent.segment(user) + "/" + Percent.segment(code)));
    }

    @Override
    public ReadPage read(ReadRequest request) {
        return new ItemReader(batch, ItemType.of(request.entity())).read(request);
    }

    @Override
    public boolean canFetch(String entity) {
        return true;
    }

    @Override
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        return new ItemReader(batch, ItemType.of(entity)).fetch(externalId);
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        return new ItemWriter(batch, ItemType.of(entity)).write(records);
    }

    /** They carry their key in a field of their own, by which they are found. */
    @Override
    public boolean mayRepeatCreations(String entity) {
        return true;
    }

    @Override
    public List<Optional<String>> locate(String entity, List<WriteRecord> records) {
        return new ItemWriter(batch, ItemType.of(entity)).locate(records);
    }

    @Override
    public DataModel discover() {
        return new FieldReader(batch).read();
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        try {
            return super.execute(operation, parameters);
        } catch (Refusal e) {
            if (operation.equals("bindEvent") && e.problem().text().contains("already binded")) {
                return JsonNodeFactory.instance.objectNode().put("result", true);
            }
            throw e;
        }
    }

    @Override
    public WebhookSubscriber webhookSubscriber() {
        return new PortalBindings(
                this::execute,
                Consent.isChosen(context().config()),
                context().credential("applicationToken").isPresent());
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        return new PortalEvent(delivery)
                .verify(
                        context().credential("applicationToken").orElse(""),
                        context().config().path("memberId").asText());
    }
}
