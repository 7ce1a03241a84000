package org.archipel.integrations.internal.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.archipel.api.record.HubRecord;

/** A row of the hub, deleted ones included. */
public record StoredRecord(
        String entity,
        String id,
        long version,
        ObjectNode data,
        String hash,
        String origin,
        boolean deleted,
        Instant createdAt,
        Instant updatedAt) {
    HubRecord toHubRecord() {
        return new HubRecord(entity, id, version, data, origin, createdAt, updatedAt);
    }
}
