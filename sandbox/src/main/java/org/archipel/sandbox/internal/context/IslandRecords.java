package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.HubRecords;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.island.LiveIsland;

/** The organization's records as far as the grants go. */
final class IslandRecords implements HubRecords {
    private static final int LONGEST = 1 << 26;

    private final LiveIsland island;
    private final Supplier<HubRecords> records;
    private final Account account;

    /** @param records asked at every call; throws while there is no hub */
    IslandRecords(LiveIsland island, Supplier<HubRecords> records, Account account) {
        this.island = island;
        this.records = records;
        this.account = account;
    }

    @Override
    public Optional<HubRecord> get(String entity, String id) {
        island.policy().requireReadable(entity);
        return records.get().get(entity, id);
    }

    @Override
    public RecordPage list(String entity, RecordQuery query) {
        island.policy().requireReadable(entity);
        return records.get().list(entity, query);
    }

    @Override
    public HubRecord upsert(String entity, String id, ObjectNode data) {
        island.policy().requireWritable(entity);
        if (data == null) {
            throw new ValidationException("", "a record has data");
        }
        // Each version is kept, and told of as an event.
        int characters = BoundedJson.write(data, LONGEST)
                .orElseThrow(
                        () -> new ValidationException("", "a record has at most " + LONGEST + " characters as JSON"))
                .length();
        ValueCount.check("a record", data, ValueCount.SHARED);
        account.write(characters);
        return records.get().upsert(entity, id, data);
    }

    @Override
    public boolean delete(String entity, String id) {
        island.policy().requireWritable(entity);
        account.write(0);
        return records.get().delete(entity, id);
    }
}
