package org.archipel.integrations.internal.sync;

import io.micrometer.core.instrument.Metrics;

/** Counts syncs and records by organization, for Micrometer's registry. */
final class SyncMeters {
    private SyncMeters() {}

    static void ended(SyncRun run, String outcome) {
        Metrics.counter("archipel.syncs", "organization", run.organizationId(), "outcome", outcome)
                .increment();
    }

    /** Records were committed: what the run counts before and after. */
    static void committed(SyncRun before, SyncRun after) {
        if (before.dryRun()) {
            return;
        }
        SyncCounts old = before.counts();
        SyncCounts now = after.counts();
        count(before, "filtered", now.filtered() - old.filtered());
        count(before, "created", now.created() - old.created());
        count(before, "updated", now.updated() - old.updated());
        count(before, "unchanged", now.unchanged() - old.unchanged());
        count(before, "deleted", now.deleted() - old.deleted());
        count(before, "quarantined", now.quarantined() - old.quarantined());
        count(before, "conflict", now.conflicts() - old.conflicts());
    }

    private static void count(SyncRun run, String result, long records) {
        if (records > 0) {
            Metrics.counter("archipel.sync.records", "organization", run.organizationId(), "result", result)
                    .increment(records);
        }
    }
}
