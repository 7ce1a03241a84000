package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.integrations.internal.merge.Decision.Effect;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordEvents;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.StaleRecordException;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the conflicts that wait for a person, and does as the person decides. The next sync tells the remote side. */
@Component(service = ConflictService.class)
public class ConflictService {
    private static final int TRIES = 5;

    private final UnitOfWork work;
    private final RecordEvents events;
    private final AuditLog audit;
    private final ConflictStore conflicts = new ConflictStore();
    private final BaseStore bases = new BaseStore();
    private final AmbiguousMatches ambiguous = new AmbiguousMatches();
    private final UnknownCreations unknown = new UnknownCreations();
    private final DuplicateRecords duplicates = new DuplicateRecords();
    private final RecordRows rows = new RecordRows();
    private final Clock clock = Clock.systemUTC();

    @Activate
    public ConflictService(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference Outbox outbox,
            @Reference AuditLog audit) {
        this.work = work;
        this.events = new RecordEvents(outbox);
        this.audit = audit;
    }

    /** @param state OPEN or RESOLVED */
    public List<Conflict> list(Integration integration, String state, String after, int limit) {
        return work.call(transaction ->
                conflicts
                        .list(transaction, integration.organizationId(), integration.id(), state, after, limit)
                        .stream()
                        .map(conflict -> shown(transaction, integration, conflict))
                        .toList());
    }

    public Conflict get(Integration integration, String id) {
        return work.call(transaction -> shown(transaction, integration, find(transaction, integration, id)));
    }

    /**
     * Takes a record as a person decided.
     *
     * @param policy the integration's
     */
    public Conflict resolve(
            Caller caller, Integration integration, String id, Resolution resolution, MergePolicy policy) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.call(transaction -> resolve(transaction, caller, integration, id, resolution, policy));
            } catch (StaleRecordException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Conflict resolve(
            Transaction transaction,
            Caller caller,
            Integration integration,
            String id,
            Resolution resolution,
            MergePolicy policy) {
        Conflict conflict = find(transaction, integration, id);
        if (!conflict.state().equals("OPEN")) {
            throw new ConflictException("The conflict is resolved already.");
        }
        Instant now = Timestamps.stored(clock.instant());
        if (conflict.kind() == Conflict.Kind.AMBIGUOUS) {
            resolution.requireChooses(conflict);
            BatchOutcome outcome = ambiguous.resolve(
                    transaction, target(integration, conflict), conflict, resolution, policy, origin(caller), now);
            events.batch(transaction, target(integration, conflict), outcome);
            return closed(transaction, caller, integration, conflict, now);
        }
        if (conflict.kind() == Conflict.Kind.DUPLICATE) {
            resolution.requireChooses(conflict);
            duplicates.resolve(transaction, target(integration, conflict), conflict, resolution);
            return closed(transaction, caller, integration, conflict, now);
        }
        if (conflict.kind() == Conflict.Kind.UNKNOWN) {
            resolution.requireChooses(conflict);
            unknown.resolve(transaction, target(integration, conflict), conflict, resolution);
            return closed(transaction, caller, integration, conflict, now);
        }
        resolution.requireFits(conflict);
        WriteTarget target = target(integration, conflict);
        Base base = bases.byRecordIds(transaction, target, List.of(conflict.recordId()))
                .get(conflict.recordId());
        StoredRecord hub = hub(transaction, integration, conflict);
        if (base == null || hub == null) {
            throw new ConflictException("The record is not synchronized any more.");
        }
        Decision decision = new RecordMerge(policy).decide(source(conflict), base, hub, resolution.arbiter());
        if (decision.parked()) {
            throw new ConflictException("The record changed meanwhile; look at the conflict again.");
        }
        write(transaction, target, decision, base, caller, now);
        return closed(transaction, caller, integration, conflict, now);
    }

    private Conflict closed(
            Transaction transaction, Caller caller, Integration integration, Conflict conflict, Instant now) {
        conflicts.resolve(transaction, integration.organizationId(), conflict.id(), caller.actor(), now);
        ambiguous.release(transaction, target(integration, conflict));
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        "conflict.resolve",
                        "integration/" + integration.id(),
                        Json.object()
                                .put("entity", conflict.entity())
                                .put("recordId", conflict.recordId())
                                .put("externalId", conflict.externalId())));
        return shown(transaction, integration, find(transaction, integration, conflict.id()));
    }

    private void write(
            Transaction transaction, WriteTarget target, Decision decision, Base base, Caller caller, Instant now) {
        decision.row()
                .ifPresent(row -> rows.replace(
                        transaction, target.organizationId(), target.entity(), origin(caller), now, List.of(row)));
        decision.base().ifPresent(next -> bases.update(transaction, target, List.of(next)));
        if (decision.forget()) {
            bases.delete(transaction, target, List.of(base.recordId()));
        }
        List<String> changed = List.of(base.recordId());
        boolean gone = decision.effect() == Effect.DELETED;
        if (decision.row().isPresent()) {
            events.batch(
                    transaction,
                    target,
                    new BatchOutcome(List.of(), gone ? List.of() : changed, gone ? changed : List.of(), 0));
        }
    }

    private static String origin(Caller caller) {
        return caller.userId().isEmpty() ? caller.actor() : "user:" + caller.userId();
    }

    static PreparedRecord source(Conflict conflict) {
        return conflict.source()
                .map(node -> {
                    byte[] canonical = Json.bytes(node);
                    return new PreparedRecord(
                            conflict.externalId(),
                            new String(canonical, StandardCharsets.UTF_8),
                            ContentHash.of(canonical),
                            false);
                })
                .orElseGet(() -> PreparedRecord.deleted(conflict.externalId()));
    }

    private Conflict shown(Transaction transaction, Integration integration, Conflict conflict) {
        Optional<StoredRecord> hub = Optional.ofNullable(hub(transaction, integration, conflict));
        return conflict.withTarget(
                hub.filter(record -> !record.deleted()).map(StoredRecord::data).map(JsonNode.class::cast),
                hub.map(StoredRecord::updatedAt));
    }

    private StoredRecord hub(Transaction transaction, Integration integration, Conflict conflict) {
        Map<String, StoredRecord> found = rows.records(
                transaction, integration.organizationId(), conflict.entity(), List.of(conflict.recordId()));
        return found.get(conflict.recordId());
    }

    private Conflict find(Transaction transaction, Integration integration, String id) {
        return conflicts
                .find(transaction, integration.organizationId(), integration.id(), id)
                .orElseThrow(() -> new NotFoundException("There is no such conflict."));
    }

    private static WriteTarget target(Integration integration, Conflict conflict) {
        return new WriteTarget(integration.organizationId(), integration.id(), conflict.entity());
    }
}
