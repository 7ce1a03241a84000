package org.archipel.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.archipel.api.error.ErrorCode;

/**
 * A durable job as it stands.
 *
 * @param state where it is; {@link State#FAILED} is the dead-letter end, from which it can be replayed
 * @param progress done and total units and a message; total is null while unknown
 * @param attempts runs that began and counted; one that was handed back at a shutdown does not
 * @param maxAttempts runs before a retryable failure is final
 * @param result what it ended with; null before, or when it has none
 * @param error why it failed, or why it is tried again; null unless it did
 * @param cancelRequested whether someone asked it to stop
 * @param createdBy the actor who submitted it
 * @param runAt when it runs next at the earliest
 * @param startedAt when its last run began; null before the first
 * @param finishedAt when it ended; null before
 * @param version grows with every change
 */
public record Job(
        String id,
        String organizationId,
        String type,
        State state,
        ObjectNode input,
        Progress progress,
        int attempts,
        int maxAttempts,
        @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode result,
        @JsonInclude(JsonInclude.Include.NON_NULL) Failure error,
        boolean cancelRequested,
        String createdBy,
        Instant createdAt,
        Instant runAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant startedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant finishedAt,
        long version) {
    /** Where a job stands. */
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

    /**
     * @param total null while unknown
     * @param phase what it does at present; empty when it did not say
     */
    public record Progress(
            long done,
            @JsonInclude(JsonInclude.Include.NON_NULL) Long total,
            String phase) {}

    /** Why a run failed, and whether another one may do better. */
    public record Failure(ErrorCode code, String message, boolean retryable) {}
}
