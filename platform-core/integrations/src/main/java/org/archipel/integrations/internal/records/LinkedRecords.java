package org.archipel.integrations.internal.records;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.persistence.Transaction;

/** Finds hub records by the ids that they have on a remote side. */
public final class LinkedRecords {
    private final LinkStore links = new LinkStore();
    private final RecordRows rows = new RecordRows();

    /** The ids of the hub's records, by those of the remote side; those that an integration never read are missing. */
    public Map<String, String> recordIds(Transaction transaction, WriteTarget target, List<String> externalIds) {
        Map<String, String> recordIds = new HashMap<>();
        links.find(transaction, target, externalIds).forEach((id, link) -> recordIds.put(id, link.recordId()));
        return recordIds;
    }

    /** Which of the external ids are those of records that are there and were last changed before the given time. */
    public Set<String> unchangedSince(
            Transaction transaction, WriteTarget target, Map<String, String> recordIds, Instant time) {
        List<String> ids = recordIds.values().stream().distinct().toList();
        Map<String, StoredRecord> records = rows.records(transaction, target.organizationId(), target.entity(), ids);
        Set<String> unchanged = new HashSet<>();
        recordIds.forEach((externalId, recordId) -> {
            StoredRecord record = records.get(recordId);
            if (record != null && !record.deleted() && record.updatedAt().isBefore(time)) {
                unchanged.add(externalId);
            }
        });
        return unchanged;
    }
}
