package org.archipel.integrations.internal.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.integrations.internal.mapping.MatchKeys;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Transaction;

/**
 * Finds hub records that are the same as records of the remote side that were not seen before. A hub record that has its like
 * already, or that is one of several, is nobody's: then a person decides. Belongs to one batch.
 */
final class RecordMatching {
    private final MatchKeys keys;
    private final Map<String, List<Candidate>> byKey = new HashMap<>();
    /** Creations whose outcome is not known, by the hash of what was sent. */
    private final Map<String, Base> unknown = new HashMap<>();

    /** A hub record; without its content if this batch made it. */
    private static final class Candidate {
        private final String id;
        private final Optional<StoredRecord> hub;
        private boolean held;
        private boolean taken;

        Candidate(String id, Optional<StoredRecord> hub, Optional<Base> base) {
            this.id = id;
            this.hub = hub;
            // One whose creation there was interrupted may well be this one.
            this.held = base.filter(one -> one.state() == Base.State.HELD
                            || one.state() == Base.State.PARKED
                                    && one.externalId().isEmpty())
                    .isPresent();
            this.taken = hub.isEmpty() || base.isPresent() && !held;
        }
    }

    /** What a record of the remote side is in the hub. */
    sealed interface Match {}

    /** Nothing: it is to be made. */
    record None() implements Match {}

    /** The hub made it there: the answer was lost, and this is it. */
    record Made(Base intent) implements Match {}

    /** @param held whether the hub record was held back until now */
    record One(StoredRecord hub, boolean held) implements Match {}

    /**
     * @param candidates ids of all of them
     * @param free those that have no like on the remote side, and are held back by nothing yet
     */
    record Several(List<String> candidates, List<String> free) implements Match {}

    /** Loads the candidates of a batch. */
    RecordMatching(Transaction transaction, WriteTarget target, MatchKeys keys, List<PreparedRecord> fresh) {
        this.keys = keys;
        if (!fresh.isEmpty()) {
            new BaseStore().unknown(transaction, target).forEach(base -> unknown.put(base.hash(), base));
        }
        List<String> wanted = fresh.stream()
                .flatMap(record -> key(record).stream())
                .distinct()
                .toList();
        List<String> ids = new MatchIndex().find(transaction, target, wanted);
        Map<String, StoredRecord> hub =
                new RecordRows().records(transaction, target.organizationId(), target.entity(), ids);
        Map<String, Base> bases = new BaseStore().byRecordIds(transaction, target, ids);
        hub.values().stream()
                .filter(record -> !record.deleted())
                .forEach(record -> keys.of(record.data())
                        .ifPresent(key -> add(
                                key,
                                new Candidate(
                                        record.id(),
                                        Optional.of(record),
                                        Optional.ofNullable(bases.get(record.id()))))));
    }

    Match match(PreparedRecord record) {
        Base intent = unknown.remove(record.hash());
        if (intent != null) {
            return new Made(intent);
        }
        List<Candidate> candidates = key(record).map(byKey::get).orElse(List.of());
        if (candidates == null || candidates.isEmpty()) {
            return new None();
        }
        Candidate first = candidates.get(0);
        if (candidates.size() == 1 && !first.taken) {
            first.taken = true;
            return new One(first.hub.orElseThrow(), first.held);
        }
        List<Candidate> free = candidates.stream()
                .filter(candidate -> !candidate.taken && !candidate.held)
                .toList();
        free.forEach(candidate -> candidate.held = true);
        return new Several(ids(candidates), ids(free));
    }

    private static List<String> ids(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.id).toList();
    }

    /** Tells of a hub record that was made for a record of the batch. */
    void made(PreparedRecord record, String id) {
        key(record).ifPresent(key -> add(key, new Candidate(id, Optional.empty(), Optional.empty())));
    }

    /** The key of a record; an empty text if it has none. */
    String keyOf(PreparedRecord record) {
        return key(record).orElse("");
    }

    private Optional<String> key(PreparedRecord record) {
        if (!keys.any()) {
            return Optional.empty();
        }
        return keys.of(Json.objectOf(record.json()));
    }

    private void add(String key, Candidate candidate) {
        byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(candidate);
    }
}
