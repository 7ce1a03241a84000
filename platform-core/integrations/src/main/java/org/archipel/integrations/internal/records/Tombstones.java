package org.archipel.integrations.internal.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.records.LinkStore.Link;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Transaction;

/** Turns records that the remote side deleted into what the integration wants to become of them. */
public final class Tombstones {
    private final LinkStore links = new LinkStore();
    private final RecordRows rows = new RecordRows();

    /** The records to write: those to be ignored are missing, those to be archived have their content back with a mark. */
    public List<PreparedRecord> apply(
            Transaction transaction,
            WriteTarget target,
            List<PreparedRecord> records,
            Deletions deletions,
            String archiveField) {
        if (deletions == Deletions.DELETE || records.stream().noneMatch(PreparedRecord::deleted)) {
            return records;
        }
        List<String> gone = records.stream()
                .filter(PreparedRecord::deleted)
                .map(PreparedRecord::externalId)
                .toList();
        Map<String, Link> known = deletions == Deletions.IGNORE ? Map.of() : links.find(transaction, target, gone);
        Map<String, StoredRecord> hub = rows.records(
                transaction,
                target.organizationId(),
                target.entity(),
                known.values().stream().map(Link::recordId).toList());
        List<PreparedRecord> result = new ArrayList<>(records.size());
        for (PreparedRecord record : records) {
            Link link = known.get(record.externalId());
            if (!record.deleted()) {
                result.add(record);
            } else if (link != null && !hub.get(link.recordId()).deleted()) {
                result.add(archived(record, hub.get(link.recordId()), archiveField));
            }
        }
        return result;
    }

    /** Notes that the remote side has the records no more, although they stay in the hub; one that comes back is taken again. */
    public void markAbsent(Transaction transaction, WriteTarget target, List<String> externalIds) {
        links.update(
                transaction,
                target,
                externalIds.stream()
                        .map(id -> new Link(id, "", ContentHash.ABSENT))
                        .toList());
    }

    private static PreparedRecord archived(PreparedRecord record, StoredRecord hub, String field) {
        byte[] canonical = Json.bytes(hub.data().deepCopy().put(field, true));
        return new PreparedRecord(
                record.externalId(),
                new String(canonical, StandardCharsets.UTF_8),
                ContentHash.of(canonical),
                false,
                record.modifiedAt(),
                Optional.empty());
    }
}
