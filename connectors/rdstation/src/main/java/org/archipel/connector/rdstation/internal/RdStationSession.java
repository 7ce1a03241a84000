package org.archipel.connector.rdstation.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.record.RestRecords;
import org.archipel.connector.common.wire.Percent;

/**
 * A session with RD Station. Contacts can be listed only as members of a segmentation, by default of the one with all contacts; events
 * can only be written.
 */
final class RdStationSession extends ProviderSession {
    private static final String CONTACT = "contact";
    private static final String EVENT = "event";
    private static final String SECRET = "webhookSecret";

    private RestRecords contacts;

    RdStationSession(Provider provider, ConnectorContext context) {
        super(provider, context);
    }

    @Override
    public ConnectionTest test() {
        if (!context().config().path("authentication").asText().equals("API_KEY")) {
            return super.test();
        }
        return new ConnectionTest(List.of(new Finding(
                Aspect.AUTHENTICATION,
                Outcome.SKIPPED,
                "an API key can only send conversions, and is not tried by sending one",
                "",
                0)));
    }

    @Override
    public ReadPage read(ReadRequest request) {
        return switch (request.entity()) {
            case CONTACT -> contacts().read(request);
            case EVENT -> throw new ValidationException("/entity", "events can be written, but not be read");
            default -> super.read(request);
        };
    }

    private RestRecords contacts() {
        if (contacts == null) {
            JsonNode config = context().config();
            String segmentation =
                    config.has("segmentation") ? config.get("segmentation").asText() : allContacts();
            boolean conversions = config.path("contactChanges").asText().equals("CONVERSIONS");
            Map<String, String> settings = Map.of(
                    "segmentation", segmentation, "changes", conversions ? "last_conversion_date" : "never_given");
            contacts = new RestRecords(provider().model(settings), remote(), "");
        }
        return contacts;
    }

    /** The first of the standard segmentations is that of all contacts. */
    private String allContacts() {
        URI address = remote().address("/platform/segmentations", Map.of("page", "1", "page_size", "125"));
        JsonNode list = remote().get(address, Map.of()).document().orElseThrow();
        for (JsonNode segmentation : list.path("segmentations")) {
            if (segmentation.path("standard").asBoolean()) {
                return segmentation.path("id").asText();
            }
        }
        throw new RemoteException(
                ErrorCode.INTEGRATION_ERROR,
                "the account has no standard segmentation; name one in the configuration as 'segmentation'",
                false);
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        return entity.equals(EVENT) && records.size() > 1
                ? new EventBatch(
                                remote(),
                                one -> super.write(EVENT, List.of(one)).get(0))
                        .write(records)
                : super.write(entity, records);
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        return operation.equals("registerWebhook") || operation.equals("updateWebhook")
                ? super.execute(operation, subscription(parameters))
                : super.execute(operation, parameters);
    }

    private ObjectNode subscription(ObjectNode parameters) {
        String secret = context()
                .credential(SECRET)
                .orElseThrow(() -> new ValidationException("/credentials/" + SECRET, "webhooks need a secret"));
        String url = parameters.path("url").asText();
        String separator = url.contains("?") ? "&" : "?";
        return parameters
                .deepCopy()
                .put("url", url + separator + "secret=" + Percent.encode(secret))
                .put("entity_type", "CONTACT")
                .put("http_method", "POST");
    }

    @Override
    public WebhookSubscriber webhookSubscriber() {
        boolean key = context().config().path("authentication").asText().equals("API_KEY");
        return new ContactWebhooks(remote(), !key);
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        List<String> secrets = List.of(
                context().credential(SECRET).orElse(""),
                context().credential(SECRET + "Previous").orElse(""));
        return new RdWebhook(delivery).verify(secrets);
    }
}
