package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.archipel.api.connector.WriteRecord;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.merge.BaseStore;
import org.archipel.integrations.internal.merge.DuplicateRecords;
import org.archipel.integrations.internal.merge.Twins;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.OutboundCandidates.Candidate;
import org.archipel.integrations.internal.sync.OutboundChange.Kind;
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
        WriteTarget target = run.target();
        String after = run.cursor().map(node -> node.asText()).orElse("");
        List<Candidate> found = named.isPresent()
                ? candidates.among(transaction, target, named.get(), after, limit)
                : candidates.after(transaction, target, after, limit);
        OutboundDraft draft = new OutboundDraft(target, plan, twins(transaction, target, plan, found));
        found.forEach(draft::add);
        if (!run.dryRun()) {
            bases.insert(transaction, target, draft.newIntents);
            bases.update(transaction, target, draft.renewedIntents);
            duplicates.hold(transaction, target, draft.held, now);
        }
        String last =
                found.isEmpty() ? after : found.get(found.size() - 1).hub().id();
        return draft.page(found.size(), last, found.size() < limit);
    }

    /** Finds records that the remote side has already in the shape of others; those that a person said are of their own have none. */
    private Function<StoredRecord, Optional<Base>> twins(
            Transaction transaction, WriteTarget target, SyncPlan plan, List<Candidate> found) {
        List<StoredRecord> unknown = found.stream()
                .filter(candidate -> candidate.isUnknown() && !candidate.hub().deleted())
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
}
