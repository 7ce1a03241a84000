package org.archipel.integrations.internal.merge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.integrations.internal.mapping.MatchKeys;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.persistence.Transaction;

/**
 * Finds for records of the hub that the remote side does not know others of the hub that are the same by their keys, and that it does
 * know: made there as well, they would be there twice. Belongs to one page.
 */
public final class Twins {
    private final MatchKeys keys;
    private final Map<String, Base> byKey = new HashMap<>();

    /** @param unknown the records that the remote side does not know */
    public Twins(Transaction transaction, WriteTarget target, MatchKeys keys, List<StoredRecord> unknown) {
        this.keys = keys;
        List<String> wanted = unknown.stream()
                .flatMap(record -> key(record).stream())
                .distinct()
                .toList();
        List<String> ids = new MatchIndex().find(transaction, target, wanted);
        Map<String, Base> bases = new BaseStore().byRecordIds(transaction, target, ids);
        // The index may be a little behind: what counts is what the records say.
        new RecordRows()
                .records(transaction, target.organizationId(), target.entity(), List.copyOf(bases.keySet()))
                .values()
                .forEach(record -> {
                    if (!record.deleted()) {
                        known(record, bases.get(record.id()));
                    }
                });
    }

    /** What both sides know of the record that the given one is the same as; empty if there is none. */
    public Optional<Base> of(StoredRecord record) {
        return key(record).map(byKey::get).filter(twin -> !twin.recordId().equals(record.id()));
    }

    /** The remote side knows a record by now, or will. */
    public void known(StoredRecord record, Base base) {
        boolean there = base.externalId().isPresent() && base.state() != Base.State.DELETED
                || base.state() == Base.State.CREATING;
        if (there) {
            key(record).ifPresent(key -> byKey.putIfAbsent(key, base));
        }
    }

    private Optional<String> key(StoredRecord record) {
        return keys.any() ? keys.of(record.data()) : Optional.empty();
    }
}
