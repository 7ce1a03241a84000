package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of one entity, as far as it was committed.
 *
 * @param since what the connector was asked for; empty for everything
 * @param limit the most records to read; empty for no limit
 * @param cursor where the next page begins; empty for the first page
 * @param checkpoints how many transactions were committed; tells apart two executions that believe to hold the run
 * @param total how many records the remote side announced
 * @param failures how often the run was interrupted by a failure of the remote side
 * @param settingsHash what it was configured by; a watermark of other settings is of no use
 */
public record SyncRun(
        String id,
        String organizationId,
        String integrationId,
        String entity,
        String jobId,
        State state,
        boolean dryRun,
        Optional<Instant> since,
        Optional<Long> limit,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<JsonNode> cursor,
        long checkpoints,
        Optional<Long> total,
        SyncCounts counts,
        int failures,
        Optional<RunError> error,
        Optional<JsonNode> samples,
        String settingsHash) {
    /** Where a run stands. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** Why it failed. */
    public record RunError(String code, String message) {}

    /** How many records may still be read. */
    public long remaining() {
        return limit.map(most -> Math.max(0, most - counts.read())).orElse(Long.MAX_VALUE);
    }
}
