package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.archipel.api.connector.WriteRecord;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.merge.BaseStore;
import org.archipel.integrations.internal.merge.DuplicateRecords;
import org.archipel.integrations.internal.merge.Twins;
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
import org.archipel.persistence.Transaction;

/**
 * Decides what to send for the next hub records. The intent of every creation is stored before it is sent: after a crash the same
 * creation is looked for, or sent again under the same key, and never a second one.
 */
final class OutboundPlanner {
    private final OutboundCandidates candidates = new OutboundCandidates();
    private final BaseStore bases = new BaseStore();
    private final DuplicateRecords duplicates = new DuplicateRecords();

    /** @param named ids of the only hub records to look at; empty for all */
    OutboundPage plan(
            Transaction transaction, SyncRun run, SyncPlan plan, Optional<Set<String>> named, int limit, Instant now) {
        WriteTarget target = new WriteTarget(run.organizationId(), run.integrationId(), run.entity());
        String after = run.cursor().map(node -> node.asText()).orElse("");
        List<Candidate> found = named.isPresent()
                ? candidates.among(transaction, target, named.get(), after, limit)
                : candidates.after(transaction, target, after, limit);
        Draft draft = new Draft(target, plan, twins(transaction, target, plan, found));
        found.forEach(draft::add);
        if (!run.dryRun()) {
            bases.insert(transaction, target, draft.newIntents);
            bases.update(transaction, target, draft.renewedIntents);
            duplicates.hold(transaction, target, draft.held, now);
        }
        String last =
                found.isEmpty() ? after : found.get(found.size() - 1).hub().id();
        return new OutboundPage(
                draft.changes,
                draft.settled,
                draft.rejections,
                found.size(),
                draft.filtered,
                last,
                found.size() < limit,
                draft.held.size());
    }

    /** Finds records that the remote side has already in the shape of others; those that a person said are of their own have none. */
    private Function<StoredRecord, Optional<Base>> twins(
            Transaction transaction, WriteTarget target, SyncPlan plan, List<Candidate> found) {
        List<StoredRecord> unknown = found.stream()
                .filter(candidate -> isUnknown(candidate) && !candidate.hub().deleted())
                .map(Candidate::hub)
                .toList();
        if (unknown.isEmpty() || !plan.merge().keys().any()) {
            return record -> Optional.empty();
        }
        Twins twins = new Twins(transaction, target, plan.merge().keys(), unknown);
        Set<String> decided = duplicates.decided(transaction, target);
        return record -> {
            Optional<Base> twin = decided.contains(record.id()) ? Optional.empty() : twins.of(record);
            if (twin.isEmpty()) {
                // It is made there now: another one like it on the same page is not.
                twins.known(record, Base.creating(record.id(), "{}", "", record.version(), ""));
            }
            return twin;
        };
    }

    private static boolean isUnknown(Candidate candidate) {
        return candidate
                .base()
                .filter(base -> base.state() != Base.State.DELETED)
                .isEmpty();
    }

    /** A creation that was begun before and whose outcome is not known, as it was sent. */
    static OutboundChange resumed(Base intent, SyncPlan plan) {
        ObjectNode payload = plan.shape().payload(intent.content(), Json.object());
        return new OutboundChange(
                Kind.CREATE,
                intent,
                Optional.empty(),
                intent.json(),
                intent.hash(),
                intent.version(),
                new WriteRecord(
                        Optional.empty(), payload, false, intent.changeKey().orElseThrow()));
    }

    /** Collects a page. */
    private static final class Draft {
        private final WriteTarget target;
        private final SyncPlan plan;
        private final List<OutboundChange> changes = new ArrayList<>();
        private final List<Base> settled = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private final List<Base> newIntents = new ArrayList<>();
        private final List<Base> renewedIntents = new ArrayList<>();
        private final List<DuplicateRecords.Held> held = new ArrayList<>();
        private final Function<StoredRecord, Optional<Base>> twins;
        private int filtered;

        Draft(WriteTarget target, SyncPlan plan, Function<StoredRecord, Optional<Base>> twins) {
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
            if (isUnknown(candidate)) {
                twins.apply(candidate.hub())
                        .ifPresentOrElse(
                                twin -> held.add(new DuplicateRecords.Held(
                                        candidate.hub().id(), base.isPresent(), twin)),
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
                            : change(
                                    Kind.ARCHIVE,
                                    base,
                                    nothing,
                                    hub,
                                    plan.shape().archived()));
        }

        private OutboundChange change(
                Kind kind, Base base, PreparedRecord shaped, StoredRecord hub, ObjectNode payload) {
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
    }
}
