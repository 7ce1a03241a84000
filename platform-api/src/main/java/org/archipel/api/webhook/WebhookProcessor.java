package org.archipel.api.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Processes incoming webhooks of the organization's integrations with the connector in its service property {@value #CONNECTOR},
 * after their signature was verified and they were stored. Takes the permission {@code connector receive} for that connector's id.
 * Delivered at least once; a thrown exception means another try, later and a limited number of times.
 */
@ConsumerType
@FunctionalInterface
public interface WebhookProcessor {
    /** Service property: the connector's id. */
    String CONNECTOR = "archipel.webhook.connector";

    /**
     * @param deliveryId the same for every delivery of one webhook
     * @param headers what was kept of the request's headers, as received
     * @param payload the body; text for one that is no JSON
     */
    void process(String deliveryId, Map<String, List<String>> headers, JsonNode payload);
}
