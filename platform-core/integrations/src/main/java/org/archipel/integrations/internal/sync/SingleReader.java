package org.archipel.integrations.internal.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.SourceRecord;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.store.Json;

/** Reads records one by one, as they are now; one that is not there any more was deleted. Used by one thread at a time. */
final class SingleReader {
    private final OutboundCalls calls;
    private final SyncPlan plan;

    SingleReader(OutboundCalls calls, SyncPlan plan) {
        this.calls = calls;
        this.plan = plan;
    }

    /** @param last whether no more of them follow */
    Group read(List<String> externalIds, boolean last) {
        List<PreparedRecord> records = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        int filtered = 0;
        for (String id : externalIds) {
            SourceRecord present = calls.fetch(id).orElseGet(() -> gone(id));
            if (plan.preparation().prepare(present, records::add, rejections::add)
                    == RecordPreparation.Outcome.FILTERED) {
                filtered++;
            }
        }
        return Group.single(records, rejections, externalIds.size(), filtered, last);
    }

    private static SourceRecord gone(String id) {
        return new SourceRecord(id, Json.object(), Optional.empty(), true);
    }
}
