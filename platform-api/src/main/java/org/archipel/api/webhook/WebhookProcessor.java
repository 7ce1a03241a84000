package org.archipel.api.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Processes verified incoming webhooks of the connector in its service property {@value #CONNECTOR}. */
@ConsumerType
@FunctionalInterface
public interface WebhookProcessor {
    /** Service property: the connector's id. */
    String CONNECTOR = "archipel.webhook.connector";

    /** @param deliveryId the same for every delivery of one webhook */
    void process(String deliveryId, Map<String, List<String>> headers, JsonNode payload);
}
