package org.archipel.integrations.internal.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event on its way to one endpoint.
 *
 * @param id also the {@code webhook-id} of every try
 * @param state PENDING, SUCCEEDED or DEAD
 * @param lastStatus of the latest answer; empty if there was none
 * @param log the tries, the latest first; empty in lists
 */
public record Delivery(
        String id,
        String organizationId,
        String endpointId,
        String eventId,
        String topic,
        JsonNode payload,
        State state,
        int attempts,
        Instant nextAt,
        Optional<Integer> lastStatus,
        Optional<String> lastError,
        Instant createdAt,
        Instant updatedAt,
        List<Attempt> log) {
    /** Whether it is still to be tried, arrived, or was given up. */
    public enum State {
        PENDING,
        SUCCEEDED,
        DEAD
    }

    /** One try. */
    public record Attempt(
            Instant at, long durationMs, Optional<Integer> status, Optional<String> error, Optional<String> answer) {}

    Delivery with(JsonNode content) {
        return new Delivery(
                id,
                organizationId,
                endpointId,
                eventId,
                topic,
                content,
                state,
                attempts,
                nextAt,
                lastStatus,
                lastError,
                createdAt,
                updatedAt,
                log);
    }

    Delivery withLog(List<Attempt> tries) {
        return new Delivery(
                id,
                organizationId,
                endpointId,
                eventId,
                topic,
                payload,
                state,
                attempts,
                nextAt,
                lastStatus,
                lastError,
                createdAt,
                updatedAt,
                tries);
    }
}
