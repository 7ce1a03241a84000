package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.archipel.integrations.internal.records.WriteTarget;

/**
 * One run of one entity, as far as it was committed.
 *
 * @param flow which way the records go
 * @param since what the connector was asked for; empty for everything
 * @param limit the most records to read; empty for no limit
 * @param cursor where the next page begins; empty for the first page
 * @param checkpoints how many transactions were committed; tells apart two executions that believe to hold the run
 * @param total how many records the remote side announced
 * @param failures how often the run was interrupted by a failure of the remote side
 * @param settingsHash what it was configured by; a watermark of other settings is of no use
 * @param scan whether it tells which records are gone on the remote side
 * @param readDone whether everything was read
 * @param bookmark the cursor that a read of changes begins at: that of this run, and once everything was read, that of the next one
 */
public record SyncRun(
        String id,
        String organizationId,
        String integrationId,
        String entity,
        String jobId,
        Flow flow,
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
        String settingsHash,
        Scan scan,
        boolean readDone,
        Optional<JsonNode> bookmark) {
    /** Whether a run reads everything there is. */
    public enum Scan {
        FULL,
        PARTIAL,
        /** It takes single records that were told of. */
        SINGLE
    }

    /** Which way the records of a run go. */
    public enum Flow {
        INBOUND,
        OUTBOUND
    }

    /** Where a run stands. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** Why it failed. */
    public record RunError(String code, String message) {}

    /** Where its records are. */
    WriteTarget target() {
        return new WriteTarget(organizationId, integrationId, entity);
    }

    /**
     * The run one checkpoint further.
     *
     * @param complete whether what was read gives every record there is
     * @param last whether everything is read now
     * @param end the bookmark of the last page; empty to keep the present one
     */
    SyncRun advanced(
            Optional<JsonNode> next,
            Optional<Long> all,
            SyncCounts more,
            boolean complete,
            boolean last,
            Optional<JsonNode> shown,
            Optional<JsonNode> end) {
        return new SyncRun(
                id,
                organizationId,
                integrationId,
                entity,
                jobId,
                flow,
                state,
                dryRun,
                since,
                limit,
                startedAt,
                Optional.empty(),
                next,
                checkpoints + 1,
                all.or(this::total),
                counts.plus(more),
                failures,
                error,
                shown,
                settingsHash,
                complete || scan == Scan.SINGLE ? scan : Scan.PARTIAL,
                last,
                end.or(this::bookmark));
    }

    /** How many records may still be read. */
    public long remaining() {
        return limit.map(most -> Math.max(0, most - counts.read())).orElse(Long.MAX_VALUE);
    }
}
