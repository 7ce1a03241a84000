package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.store.Json;

/**
 * Reads records one by one, as they are now; one that is not there any more was deleted. One that the remote side does not give for a
 * reason of its own is set aside, so that it does not stand in the way of the others. Used by one thread at a time.
 */
final class SingleReader {
    private final OutboundCalls calls;
    private final SyncPlan plan;
    private final SecretMask mask;

    SingleReader(OutboundCalls calls, SyncPlan plan, SecretMask mask) {
        this.calls = calls;
        this.plan = plan;
        this.mask = mask;
    }

    /** @param last whether no more of them follow */
    Group read(List<String> externalIds, boolean last) {
        List<PreparedRecord> records = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        int filtered = 0;
        for (String id : externalIds) {
            SourceRecord present;
            try {
                present = calls.fetch(id).orElseGet(() -> gone(id));
            } catch (RemoteException e) {
                if (!isOfTheRecord(e)) {
                    throw e;
                }
                rejections.add(refused(id, e));
                continue;
            }
            if (plan.preparation().prepare(present, records::add, rejections::add)
                    == RecordPreparation.Outcome.FILTERED) {
                filtered++;
            }
        }
        return Group.single(records, rejections, externalIds.size(), filtered, last);
    }

    /** What passes, and what the others would meet as well, ends the read. */
    private static boolean isOfTheRecord(RemoteException failure) {
        return failure.code() == ErrorCode.INTEGRATION_ERROR && !failure.retryable();
    }

    /** Without a content: there is nothing yet that could be taken as it is. */
    private Rejection refused(String id, PlatformException failure) {
        String reason = "the remote system does not give it: " + mask.apply(failure.getMessage());
        return new Rejection(id, failure.code(), reason, "", TextNode.valueOf(""));
    }

    private static SourceRecord gone(String id) {
        return new SourceRecord(id, Json.object(), Optional.empty(), true);
    }
}
