package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.integrations.internal.merge.LinkAdoption;
import org.archipel.integrations.internal.merge.MergeWriter;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordBatchWriter;
import org.archipel.integrations.internal.records.RecordEvents;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.transformation.Transformations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets a person look at quarantined records, mend them, try them again or give them up. */
@Component(service = QuarantineService.class)
public class QuarantineService {
    private static final String RESOLVED = "RESOLVED";
    private static final String DISCARDED = "DISCARDED";

    private final UnitOfWork work;
    private final RecordEvents events;
    private final Transformations engine;
    private final Quarantine quarantine = new Quarantine();
    private final RecordBatchWriter writer = new RecordBatchWriter();
    private final MergeWriter merges = new MergeWriter();
    private final LinkAdoption adoption = new LinkAdoption();
    private final Clock clock = Clock.systemUTC();

    @Activate
    public QuarantineService(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference Outbox outbox,
            @Reference Transformations engine) {
        this.engine = engine;
        this.work = work;
        this.events = new RecordEvents(outbox);
    }

    /**
     * A page, which is shorter than asked for where records are long.
     *
     * @param state OPEN, RESOLVED or DISCARDED
     */
    public Rows<QuarantinedRecord> list(Integration integration, String state, String after, int limit) {
        return work.call(transaction ->
                quarantine.list(transaction, integration.organizationId(), integration.id(), state, after, limit));
    }

    public QuarantinedRecord get(Integration integration, String id) {
        return work.call(transaction -> find(transaction, integration, id));
    }

    /** Replaces the content of a record; it stays in quarantine until it is replayed. */
    public QuarantinedRecord fix(Integration integration, String id, ObjectNode payload) {
        return work.call(transaction -> {
            QuarantinedRecord record = open(transaction, integration, id);
            requireInbound(record);
            quarantine.fix(transaction, record, payload, clock.instant());
            return find(transaction, integration, id);
        });
    }

    /**
     * Maps, checks and writes a record as a sync would; the filters are not asked again.
     *
     * @throws org.archipel.integrations.internal.mapping.RecordException if it still cannot be taken
     */
    public QuarantinedRecord replay(Integration integration, String id) {
        SyncPlan plan = SyncPlan.of(integration, engine);
        return work.call(transaction -> {
            QuarantinedRecord record = open(transaction, integration, id);
            if (record.payloadTruncated() || !(record.payload() instanceof ObjectNode)) {
                throw new ConflictException("Only the beginning of this record was kept; give its content first.");
            }
            requireInbound(record);
            if (record.recordKey().startsWith("#")) {
                throw new ConflictException("The record has no external id; mend it at its source.");
            }
            write(transaction, integration, record, plan);
            return find(transaction, integration, id);
        });
    }

    /** A record on its way out is in the hub: what is mended there goes out with the next sync. */
    private static void requireInbound(QuarantinedRecord record) {
        if (record.recordKey().startsWith(OutboundShape.HUB_KEY)) {
            throw new ConflictException("The record was not taken by the remote system; it is in the hub as '"
                    + record.recordKey().substring(OutboundShape.HUB_KEY.length())
                    + "'. Mend it there, and the next sync sends it again.");
        }
    }

    private void write(Transaction transaction, Integration integration, QuarantinedRecord record, SyncPlan plan) {
        Instant now = Timestamps.stored(clock.instant());
        PreparedRecord prepared =
                plan.preparation().mapped(SourceRecord.of(record.recordKey(), (ObjectNode) record.payload()));
        var target = new WriteTarget(integration.organizationId(), integration.id(), record.entity());
        events.batch(transaction, target, taken(transaction, target, prepared, plan, now));
        quarantine.close(transaction, record, RESOLVED, now);
    }

    /** As the integration keeps its records: with what both sides agreed on, unless it only reads. */
    private BatchOutcome taken(
            Transaction transaction, WriteTarget target, PreparedRecord record, SyncPlan plan, Instant now) {
        if (plan.direction() == Direction.INBOUND) {
            adoption.toLinks(transaction, target);
            return writer.write(transaction, target, List.of(record), now);
        }
        adoption.toBases(transaction, target);
        return merges.write(transaction, target, List.of(record), plan.merge(), Duration.ZERO, now);
    }

    /** Gives a record up. */
    public void discard(Integration integration, String id) {
        work.run(transaction ->
                quarantine.close(transaction, open(transaction, integration, id), DISCARDED, clock.instant()));
    }

    private QuarantinedRecord open(Transaction transaction, Integration integration, String id) {
        QuarantinedRecord record = find(transaction, integration, id);
        if (!record.state().equals("OPEN")) {
            throw new ConflictException("The record is " + record.state() + " already.");
        }
        return record;
    }

    private QuarantinedRecord find(Transaction transaction, Integration integration, String id) {
        return quarantine
                .find(transaction, integration.organizationId(), integration.id(), id)
                .orElseThrow(() -> new NotFoundException("There is no such record in quarantine."));
    }
}
