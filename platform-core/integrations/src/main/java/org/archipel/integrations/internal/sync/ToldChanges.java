package org.archipel.integrations.internal.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.integrations.internal.sync.RecordChange.Side;
import org.archipel.integrations.internal.sync.WaitingChanges.Waiting;
import org.archipel.persistence.Transaction;

/** The changes that a real-time sync takes on: those that waited when it began. Immutable. */
final class ToldChanges {
    /** More of them are read together, as all that is new. */
    static final int MOST = 200;

    /** For a sync that nobody told of anything. */
    static final ToldChanges NONE = new ToldChanges(List.of());

    private static final int AT_A_TIME = 1_000;
    private static final WaitingChanges WAITING = new WaitingChanges();

    private final List<Waiting> waiting;

    private ToldChanges(List<Waiting> waiting) {
        this.waiting = List.copyOf(waiting);
    }

    static ToldChanges waiting(Transaction transaction, String integrationId) {
        return new ToldChanges(WAITING.oldest(transaction, integrationId, AT_A_TIME));
    }

    /** They are done with; what was told of since then waits on. */
    void settle(Transaction transaction) {
        WAITING.remove(transaction, waiting.stream().map(Waiting::id).toList());
    }

    /** Those of the entities that it is about. */
    List<String> entities(List<String> all) {
        Set<String> told = waiting.stream().map(one -> one.change().entity()).collect(Collectors.toSet());
        return isAnything() ? all : all.stream().filter(told::contains).toList();
    }

    /** The records of an entity; empty if it may be any, or if they are too many to be read one by one. */
    Optional<NamedRecords> alone(String entity) {
        return Optional.of(named(entity)).filter(named -> !isAnything() && named.size() <= MOST);
    }

    /** The records of an entity that are named, whatever else may have changed. */
    NamedRecords named(String entity) {
        return new NamedRecords(ids(entity, Side.REMOTE), ids(entity, Side.HUB));
    }

    private boolean isAnything() {
        return waiting.isEmpty()
                || waiting.size() == AT_A_TIME
                || waiting.stream().anyMatch(one -> one.change().isAnything());
    }

    private Set<String> ids(String entity, Side side) {
        Set<String> ids = new HashSet<>();
        waiting.stream()
                .map(Waiting::change)
                .filter(change -> change.entity().equals(entity) && change.side() == side)
                .forEach(change -> ids.add(change.recordId()));
        return ids;
    }
}
