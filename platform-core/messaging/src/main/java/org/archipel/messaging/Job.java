package org.archipel.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.archipel.api.error.ErrorCode;

/**
 * A durable job as it stands.
 *
 * @param progress done and total units and a message; total is null while unknown
 * @param result what it ended with; null before, or when it has none
 * @param error why it failed; null unless it did
 */
public record Job(
        String id,
        String organizationId,
        String type,
        State state,
        ObjectNode input,
        Progress progress,
        int attempts,
        JsonNode result,
        Failure error,
        String createdBy,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean finished() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }

    public record Progress(long done, Long total, String phase) {}

    public record Failure(ErrorCode code, String message, boolean retryable) {}
}
