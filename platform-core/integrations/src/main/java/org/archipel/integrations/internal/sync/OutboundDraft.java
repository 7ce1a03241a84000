package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.api.connector.WriteRecord;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.merge.DuplicateRecords;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.OutboundCandidates.Candidate;
import org.archipel.integrations.internal.sync.OutboundChange.Kind;
import org.archipel.persistence.Ids;

/** Collects what is to be sent for a page of hub records, and what is to be stored before. For one thread. */
final class OutboundDraft {
    /** Intents of creations of records that have no base yet. */
    final List<Base> newIntents = new ArrayList<>();
    /** Intents of creations of records that have one. */
    final List<Base> renewedIntents = new ArrayList<>();

    final List<DuplicateRecords.Held> held = new ArrayList<>();
    private final WriteTarget target;
    private final SyncPlan plan;
    private final Function<StoredRecord, Optional<Base>> twins;
    private final List<OutboundChange> changes = new ArrayList<>();
    private final List<Base> settled = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private int filtered;

    /** @param twins what the remote side has already in the shape of another record; empty for none */
    OutboundDraft(WriteTarget target, SyncPlan plan, Function<StoredRecord, Optional<Base>> twins) {
        this.target = target;
        this.plan = plan;
        this.twins = twins;
    }

    void add(Candidate candidate) {
        if (candidate.hub().deleted()) {
            deleted(candidate.hub(), candidate.base().orElseThrow());
            return;
        }
        RecordPreparation.Outcome outcome =
                plan.shape().shape(candidate.hub(), shaped -> live(candidate, shaped), rejections::add);
        if (outcome == RecordPreparation.Outcome.FILTERED) {
            filtered++;
        }
    }

    private void live(Candidate candidate, PreparedRecord shaped) {
        Optional<Base> base = candidate.base();
        if (candidate.isUnknown()) {
            twins.apply(candidate.hub())
                    .ifPresentOrElse(
                            twin -> held.add(
                                    new DuplicateRecords.Held(candidate.hub().id(), base.isPresent(), twin)),
                            () -> create(candidate, shaped));
        } else if (base.get().hash().equals(shaped.hash())) {
            settled.add(Base.linked(
                    base.get().recordId(),
                    base.get().externalId().orElseThrow(),
                    base.get().json(),
                    base.get().hash(),
                    candidate.hub().version(),
                    base.get().remoteVersion()));
        } else {
            ObjectNode payload = plan.shape()
                    .payload(Json.objectOf(shaped.json()), base.get().content());
            changes.add(change(Kind.UPDATE, base.get(), shaped, candidate.hub(), payload));
        }
    }

    private void create(Candidate candidate, PreparedRecord shaped) {
        Base intent = Base.creating(
                candidate.hub().id(),
                shaped.json(),
                shaped.hash(),
                candidate.hub().version(),
                Ids.next());
        (candidate.base().isPresent() ? renewedIntents : newIntents).add(intent);
        ObjectNode payload = plan.shape().payload(Json.objectOf(shaped.json()), Json.object());
        changes.add(new OutboundChange(
                Kind.CREATE,
                intent,
                candidate.base(),
                shaped.json(),
                shaped.hash(),
                candidate.hub().version(),
                new WriteRecord(
                        Optional.empty(), payload, false, intent.changeKey().orElseThrow())));
    }

    private void deleted(StoredRecord hub, Base base) {
        Deletions policy = plan.merge().deletions();
        if (base.state() == Base.State.DELETED || policy == Deletions.IGNORE) {
            settled.add(base.gone(
                    base.state() == Base.State.DELETED ? Base.State.DELETED : Base.State.DETACHED, hub.version()));
            return;
        }
        PreparedRecord nothing = PreparedRecord.deleted(hub.id());
        changes.add(
                policy == Deletions.DELETE
                        ? change(Kind.DELETE, base, nothing, hub, Json.object())
                        : change(Kind.ARCHIVE, base, nothing, hub, plan.shape().archived()));
    }

    private OutboundChange change(Kind kind, Base base, PreparedRecord shaped, StoredRecord hub, ObjectNode payload) {
        Optional<String> expected =
                plan.direction() == Direction.BIDIRECTIONAL ? base.remoteVersion() : Optional.empty();
        return new OutboundChange(
                kind,
                base,
                Optional.empty(),
                shaped.json(),
                shaped.hash(),
                hub.version(),
                new WriteRecord(base.externalId(), payload, kind == Kind.DELETE, key(hub, expected), expected));
    }

    /** The same for every try of the same change. */
    private String key(StoredRecord hub, Optional<String> expected) {
        String text = target.integrationId()
                + '\n'
                + target.entity()
                + '\n'
                + hub.id()
                + '\n'
                + hub.version()
                + expected.map(version -> '\n' + version).orElse("");
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param last id of the last record looked at; empty if there was none
     * @param end whether no record is left
     */
    OutboundPage page(int read, String last, boolean end) {
        return new OutboundPage(changes, settled, rejections, read, filtered, last, end, held.size());
    }
}
