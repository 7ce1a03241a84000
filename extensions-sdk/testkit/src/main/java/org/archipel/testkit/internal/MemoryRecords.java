package org.archipel.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.HubRecords;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.testkit.TestRecords;

/** Records of one organization in memory. */
final class MemoryRecords implements HubRecords, TestRecords {
    private final Map<String, TreeMap<String, HubRecord>> entities = new TreeMap<>();
    private final Clock clock;

    MemoryRecords(Clock clock) {
        this.clock = clock;
    }

    private TreeMap<String, HubRecord> entity(String name) {
        return entities.computeIfAbsent(name, absent -> new TreeMap<>());
    }

    private static HubRecord copy(HubRecord record) {
        return new HubRecord(
                record.entity(),
                record.id(),
                record.version(),
                record.data().deepCopy(),
                record.origin(),
                record.createdAt(),
                record.updatedAt());
    }

    @Override
    public synchronized Optional<HubRecord> get(String entity, String id) {
        return Optional.ofNullable(entity(entity).get(id)).map(MemoryRecords::copy);
    }

    @Override
    public synchronized RecordPage list(String entity, RecordQuery query) {
        List<HubRecord> rest = entity(entity).tailMap(query.cursor().orElse(""), false).values().stream()
                .filter(record -> query.equal().entrySet().stream()
                        .allMatch(each ->
                                record.data().path(each.getKey()).asText().equals(each.getValue())))
                .map(MemoryRecords::copy)
                .limit(query.limit() + 1L)
                .toList();
        boolean more = rest.size() > query.limit();
        List<HubRecord> page = more ? rest.subList(0, query.limit()) : rest;
        return new RecordPage(page, more ? Optional.of(page.get(page.size() - 1).id()) : Optional.empty());
    }

    @Override
    public synchronized HubRecord upsert(String entity, String id, ObjectNode data) {
        return write(entity, id, data, "extension:test");
    }

    @Override
    public synchronized boolean delete(String entity, String id) {
        return entity(entity).remove(id) != null;
    }

    @Override
    public synchronized HubRecord put(String entity, String id, ObjectNode data) {
        return write(entity, id, data, "integration:test");
    }

    private HubRecord write(String entity, String id, ObjectNode data, String origin) {
        Instant now = clock.instant();
        HubRecord before = entity(entity).get(id);
        if (before != null && before.data().equals(data)) {
            return copy(before);
        }
        HubRecord record = new HubRecord(
                entity,
                id,
                before == null ? 1 : before.version() + 1,
                data.deepCopy(),
                origin,
                before == null ? now : before.createdAt(),
                now);
        entity(entity).put(id, record);
        return copy(record);
    }

    @Override
    public synchronized List<HubRecord> all(String entity) {
        return entity(entity).values().stream().map(MemoryRecords::copy).toList();
    }
}
