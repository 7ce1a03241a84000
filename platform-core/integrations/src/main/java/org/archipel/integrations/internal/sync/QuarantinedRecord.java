package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.archipel.api.error.ErrorCode;

/**
 * A record that could not be taken.
 *
 * @param recordKey its external id, or a hash of its content where it has none
 * @param pointer where in the record; null or empty for the whole
 * @param payload the record as the remote side gave it, or as a person fixed it; the beginning of its text if it was truncated
 * @param occurrences how often it was refused
 * @param state OPEN, RESOLVED or DISCARDED
 */
public record QuarantinedRecord(
        String id,
        String organizationId,
        String integrationId,
        String entity,
        String recordKey,
        String runId,
        ErrorCode code,
        String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) String pointer,
        JsonNode payload,
        boolean payloadTruncated,
        long occurrences,
        String state,
        Instant createdAt,
        Instant updatedAt) {
    QuarantinedRecord with(JsonNode content) {
        return new QuarantinedRecord(
                id,
                organizationId,
                integrationId,
                entity,
                recordKey,
                runId,
                code,
                reason,
                pointer,
                content,
                payloadTruncated,
                occurrences,
                state,
                createdAt,
                updatedAt);
    }
}
