package org.archipel.integrations.internal.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;

/**
 * A webhook that was taken in.
 *
 * @param body the bytes as they came
 * @param records those that it tells of; empty where it does not say
 * @param repeatedWithin another one with its delivery's id is a repetition only if it came so shortly before; empty for however long ago
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
        Instant receivedAt,
        List<ChangedRecord> records,
        Optional<Duration> repeatedWithin) {
    /** What those who process it know it by: always the same one, and never that of another one. */
    String toldId() {
        return Verdict.standsForAnId(deliveryId) ? id : deliveryId;
    }

    enum State {
        PENDING,
        DONE,
        DEAD
    }
}
