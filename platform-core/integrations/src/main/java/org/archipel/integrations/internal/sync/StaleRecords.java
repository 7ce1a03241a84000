package org.archipel.integrations.internal.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.integrations.internal.merge.MergeWriter;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordEvents;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.sync.RecordPreparation.Outcome;
import org.archipel.persistence.Transaction;

/**
 * Records that the remote side changed after they were read, so that it did not take what the hub sent: they are read again, and both
 * changes are merged as if they had been read so.
 */
final class StaleRecords {
    private final MergeWriter merges = new MergeWriter();
    private final RecordEvents events;

    StaleRecords(RecordEvents events) {
        this.events = events;
    }

    /** Reads them as they are now; what cannot be taken so fails with its reason. */
    List<PreparedRecord> read(OutboundCalls calls, OutboundResults results, SyncPlan plan) {
        List<PreparedRecord> present = new ArrayList<>();
        for (OutboundChange change : results.stale) {
            String externalId = change.write().externalId().orElseThrow();
            Optional<SourceRecord> record = calls.fetch(externalId);
            if (record.isEmpty()) {
                present.add(PreparedRecord.deleted(externalId));
            } else {
                Outcome outcome = plan.preparation()
                        .prepare(record.get(), present::add, rejection -> failed(results, change, rejection.reason()));
                if (outcome == Outcome.FILTERED) {
                    failed(results, change, "the filters do not let it through any more");
                }
            }
        }
        return present;
    }

    private static void failed(OutboundResults results, OutboundChange change, String reason) {
        results.failed.add(new Rejection(
                OutboundShape.HUB_KEY + change.before().recordId(),
                ErrorCode.SYNC_CONFLICT,
                "it was changed on the remote side meanwhile, and cannot be taken from there: " + reason,
                "",
                change.write().data()));
    }

    /** Merges them into the hub. */
    void merge(
            Transaction transaction,
            WriteTarget target,
            List<PreparedRecord> present,
            SyncPlan plan,
            Duration skew,
            Instant now) {
        if (!present.isEmpty()) {
            events.batch(transaction, target, merges.write(transaction, target, present, plan.merge(), skew, now));
        }
    }
}
