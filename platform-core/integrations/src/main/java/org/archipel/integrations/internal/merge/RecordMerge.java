package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.merge.Decision.Effect;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordRows.Row;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.store.Json;

/** Decides what a record becomes that the remote side has changed since both last agreed. */
final class RecordMerge {
    /** The conflict of a change with a deletion is about the record as a whole. */
    private static final List<String> WHOLE = List.of("");

    private final MergePolicy policy;

    RecordMerge(MergePolicy policy) {
        this.policy = policy;
    }

    Decision decide(PreparedRecord source, Base base, StoredRecord hub, Arbiter arbiter) {
        if (source.deleted()) {
            return deletedThere(base, hub, arbiter);
        }
        return hub.deleted() ? deletedHere(source, base, hub, arbiter) : merged(source, base, hub, arbiter);
    }

    private Decision deletedThere(Base base, StoredRecord hub, Arbiter arbiter) {
        if (base.state() == Base.State.DELETED || base.state() == Base.State.DETACHED) {
            return Decision.nothing();
        }
        if (hub.deleted()) {
            return Decision.keep(base.gone(Base.State.DELETED, hub.version()), List.of());
        }
        ObjectNode target = policy.shape().view(hub.data());
        if (target.equals(base.content())) {
            return delete(base, hub, List.of());
        }
        Optional<JsonNode> chosen = arbiter.choose("", MissingNode.getInstance(), target);
        if (chosen.isEmpty()) {
            return Decision.park(base, WHOLE);
        }
        return chosen.get().isMissingNode() ? delete(base, hub, WHOLE) : Decision.makeAnew(WHOLE);
    }

    private Decision delete(Base base, StoredRecord hub, List<String> conflicts) {
        return switch (policy.deletions()) {
            case DELETE ->
                Decision.write(
                        Effect.DELETED,
                        new Row(hub.id(), "{}", ContentHash.DELETED, true, hub.version()),
                        base.gone(Base.State.DELETED, hub.version() + 1),
                        conflicts);
            case ARCHIVE -> {
                ObjectNode archived = hub.data().deepCopy().put(policy.archiveField(), true);
                yield Decision.write(
                        Effect.UPDATED,
                        row(hub, archived),
                        base.gone(Base.State.DETACHED, hub.version() + 1),
                        conflicts);
            }
            case IGNORE -> Decision.keep(base.gone(Base.State.DETACHED, hub.version()), conflicts);
        };
    }

    private Decision deletedHere(PreparedRecord source, Base base, StoredRecord hub, Arbiter arbiter) {
        if (base.state() == Base.State.DETACHED) {
            return Decision.nothing();
        }
        if (base.state() == Base.State.DELETED) {
            return revive(source, base, hub, List.of());
        }
        ObjectNode there = Json.objectOf(source.json());
        Optional<JsonNode> chosen = arbiter.choose("", there, MissingNode.getInstance());
        if (chosen.isEmpty()) {
            return Decision.park(base, WHOLE);
        }
        return chosen.get().isMissingNode()
                ? Decision.keep(linked(source, base, Base.BEHIND), WHOLE)
                : revive(source, base, hub, WHOLE);
    }

    private Decision revive(PreparedRecord source, Base base, StoredRecord hub, List<String> conflicts) {
        return Decision.write(
                Effect.UPDATED,
                new Row(hub.id(), source.json(), source.hash(), false, hub.version()),
                linked(source, base, hub.version() + 1),
                conflicts);
    }

    private Decision merged(PreparedRecord source, Base base, StoredRecord hub, Arbiter arbiter) {
        boolean back = base.state() == Base.State.DELETED || base.state() == Base.State.DETACHED;
        ObjectNode present = hub.data();
        if (back && policy.deletions() == Deletions.ARCHIVE) {
            present = present.deepCopy();
            present.remove(policy.archiveField());
        }
        ObjectNode there = Json.objectOf(source.json());
        ObjectNode here = policy.shape().view(present);
        ThreeWayMerge.Result result = ThreeWayMerge.merge(back ? here : base.content(), there, here, arbiter);
        if (result.merged().isEmpty()) {
            return Decision.park(base, result.conflicts());
        }
        ObjectNode merged = result.merged().get();
        ObjectNode next = policy.shape().overlay(present, merged);
        boolean changes = !next.equals(hub.data());
        long version = changes ? hub.version() + 1 : hub.version();
        Base agreed = linked(source, base, merged.equals(there) ? version : Base.BEHIND);
        return changes
                ? Decision.write(Effect.UPDATED, row(hub, next), agreed, result.conflicts())
                : Decision.keep(agreed, result.conflicts());
    }

    private static Base linked(PreparedRecord source, Base base, long version) {
        return Base.linked(
                base.recordId(), source.externalId(), source.json(), source.hash(), version, source.remoteVersion());
    }

    private static Row row(StoredRecord hub, ObjectNode data) {
        byte[] canonical = Json.bytes(data);
        return new Row(
                hub.id(),
                new String(canonical, StandardCharsets.UTF_8),
                ContentHash.of(canonical),
                false,
                hub.version());
    }
}
