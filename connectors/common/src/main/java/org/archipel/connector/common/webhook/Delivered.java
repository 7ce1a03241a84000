package org.archipel.connector.common.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.wire.JsonBody;

/** A webhook that came in, with what its verification asks of it. */
public final class Delivered {
    /** What a webhook is about that tells of none of the connector's entities: there is no entity of this name. */
    public static final List<ChangedRecord> NOTHING = List.of(new ChangedRecord("nothing", "-"));

    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int LONGEST_ID = 190;
    private static final JsonBody JSON = new JsonBody(LARGEST);

    private final WebhookDelivery delivery;

    public Delivered(WebhookDelivery delivery) {
        this.delivery = delivery;
    }

    /** The first value of a header, without regard to case; empty text if it is absent. */
    public String header(String name) {
        for (Map.Entry<String, List<String>> header : delivery.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
                return header.getValue().get(0);
            }
        }
        return "";
    }

    /** A parameter of the address; empty text if it is absent. */
    public String query(String name) {
        return delivery.query().getOrDefault(name, "");
    }

    public byte[] body() {
        return delivery.body();
    }

    public String text() {
        return new String(delivery.body(), StandardCharsets.UTF_8);
    }

    /** The body as JSON; missing if it is none. */
    public JsonNode json() {
        try {
            Optional<JsonNode> document = JSON.parse(new HttpResponse(200, Map.of(), delivery.body()));
            return document.orElse(MissingNode.getInstance());
        } catch (PlatformException e) {
            return MissingNode.getInstance();
        }
    }

    /** A genuine webhook. A long id is shortened to its digest; without one the platform goes by content and time. */
    public WebhookVerdict genuine(String id, String orderingKey, String event) {
        String known = id.length() > LONGEST_ID ? Signatures.digest(id.getBytes(StandardCharsets.UTF_8)) : id;
        return new WebhookVerdict(true, known, orderingKey, event, "");
    }

    /** A genuine webhook about one record, by which it is put in order too; about none if the id is empty. */
    public WebhookVerdict genuine(String id, String event, String entity, String externalId) {
        WebhookVerdict verdict = genuine(id, externalId.isEmpty() ? "" : entity + "/" + externalId, event);
        return externalId.isEmpty() ? verdict : verdict.about(List.of(new ChangedRecord(entity, externalId)));
    }

    /** One that is not. */
    public static WebhookVerdict refused(String reason) {
        return new WebhookVerdict(false, "", "", "", reason);
    }
}
