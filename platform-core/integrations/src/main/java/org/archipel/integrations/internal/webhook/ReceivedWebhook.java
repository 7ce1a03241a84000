package org.archipel.integrations.internal.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A webhook that was taken in.
 *
 * @param body the bytes as they came
 */
record ReceivedWebhook(
        String id,
        String organizationId,
        String integrationId,
        String deliveryId,
        String key,
        String event,
        Map<String, List<String>> headers,
        byte[] body,
        State state,
        int attempts,
        Instant nextAt,
        Optional<String> error,
        Instant receivedAt) {
    enum State {
        PENDING,
        DONE,
        DEAD
    }
}
