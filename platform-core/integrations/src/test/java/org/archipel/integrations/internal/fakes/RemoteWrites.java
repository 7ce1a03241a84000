package org.archipel.integrations.internal.fakes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.integrations.internal.store.Json;

/** The writing side of a remote system in memory. Used under the lock of its connector. */
public final class RemoteWrites {
    private final Map<String, SourceRecord> records;
    private final Map<String, String> keys = new HashMap<>();
    private boolean honoursKeys = true;
    private boolean findsKeys;
    private boolean knowsVersions;
    private Function<WriteRecord, Optional<WriteResult>> refusal = record -> Optional.empty();
    private Runnable afterEach = () -> {};
    private int creations;
    private int changes;
    private int next;

    RemoteWrites(Map<String, SourceRecord> records) {
        this.records = records;
    }

    /** Takes no notice of idempotency keys, but can look records up by them. */
    public void onlyFindKeys() {
        honoursKeys = false;
        findsKeys = true;
    }

    /** Takes no notice of idempotency keys, and cannot be searched. */
    public void ignoreKeys() {
        honoursKeys = false;
    }

    boolean mayRepeat() {
        return honoursKeys || findsKeys;
    }

    /** Names versions of records from now on, and makes changes only of the one that is expected. */
    public void knowVersions() {
        knowsVersions = true;
    }

    /** The record with the name of its version, where there are such. */
    SourceRecord named(SourceRecord record) {
        return knowsVersions
                ? new SourceRecord(
                        record.externalId(), record.data(), record.modifiedAt(), record.deleted(), version(record))
                : record;
    }

    private static Optional<String> version(SourceRecord record) {
        return Optional.of("v" + record.data().hashCode() + record.deleted());
    }

    /** Refuses records for which the function gives a result. */
    public void refuse(Function<WriteRecord, Optional<WriteResult>> function) {
        refusal = function;
    }

    /** Runs after the effect of each write and before its answer. */
    public void afterEach(Runnable action) {
        afterEach = action;
    }

    /** How many records were made. */
    public int creations() {
        return creations;
    }

    /** How many records were made, changed or deleted. */
    public int changes() {
        return changes;
    }

    List<WriteResult> write(List<WriteRecord> batch) {
        List<WriteResult> results = new ArrayList<>();
        for (WriteRecord record : batch) {
            results.add(refusal.apply(record).orElseGet(() -> take(record)));
            afterEach.run();
        }
        return results;
    }

    List<Optional<String>> locate(List<WriteRecord> batch) {
        return batch.stream()
                .map(record ->
                        findsKeys ? Optional.ofNullable(keys.get(record.idempotencyKey())) : Optional.<String>empty())
                .toList();
    }

    private WriteResult take(WriteRecord record) {
        if (record.externalId().isEmpty()) {
            return create(record);
        }
        String id = record.externalId().get();
        SourceRecord present = records.get(id);
        if (record.expectedVersion().isPresent() && !record.expectedVersion().equals(version(present))) {
            return new WriteResult(Outcome.STALE, Optional.of(id), "", false);
        }
        changes++;
        if (record.delete()) {
            records.put(id, new SourceRecord(id, Json.object(), Optional.of(Instant.now()), true));
            return new WriteResult(Outcome.DELETED, Optional.of(id), "", false);
        }
        ObjectNode data = records.get(id).data().deepCopy();
        record.data().properties().forEach(field -> {
            if (field.getValue().isNull()) {
                data.remove(field.getKey());
            } else {
                data.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        records.put(id, new SourceRecord(id, data, Optional.of(Instant.now()), false));
        return new WriteResult(
                Outcome.UPDATED,
                Optional.of(id),
                "",
                false,
                named(records.get(id)).version());
    }

    private WriteResult create(WriteRecord record) {
        if (honoursKeys && keys.containsKey(record.idempotencyKey())) {
            return new WriteResult(Outcome.CREATED, Optional.of(keys.get(record.idempotencyKey())), "", false);
        }
        String id = String.format("r%06d", ++next);
        keys.put(record.idempotencyKey(), id);
        records.put(id, new SourceRecord(id, record.data().deepCopy(), Optional.of(Instant.now()), false));
        creations++;
        changes++;
        return new WriteResult(Outcome.CREATED, Optional.of(id), "", false);
    }
}
