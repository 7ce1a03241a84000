package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.archipel.api.connector.SourceRecord;
import org.archipel.integrations.internal.mapping.RecordException;
import org.archipel.integrations.internal.mapping.ReverseMapping;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.store.Json;

/**
 * What a hub record is for the remote side. In an outbound sync the hub is the source: its records are filtered, mapped and checked
 * like any other source's. In a bidirectional one the remote system is the source, and the record goes back over the same mappings.
 * Immutable and thread-safe.
 */
final class OutboundShape {
    /** Put before the id of a hub record where keys of quarantined records are told apart. */
    static final String HUB_KEY = "hub:";

    private final RecordPreparation preparation;
    private final Optional<ReverseMapping> reverse;
    private final ObjectNode archived;

    private OutboundShape(RecordPreparation preparation, Optional<ReverseMapping> reverse, ObjectNode archived) {
        this.preparation = preparation;
        this.reverse = reverse;
        this.archived = archived;
    }

    static OutboundShape of(Integration integration, RecordPreparation preparation, ReverseMapping reverse) {
        boolean back = integration.syncSettings().direction() == Direction.BIDIRECTIONAL;
        return new OutboundShape(
                preparation, back ? Optional.of(reverse) : Optional.empty(), archived(integration, back));
    }

    /** The field is named as the hub names it, and sent under the name that the mappings give it. */
    private static ObjectNode archived(Integration integration, boolean back) {
        String field = integration.syncSettings().archiveField();
        String name = integration.fieldMappings().stream()
                .filter(mapping -> field.equals(back ? mapping.targetField() : mapping.sourceField()))
                .map(back ? FieldMapping::sourceField : FieldMapping::targetField)
                .findFirst()
                .orElse(field);
        return ReverseMapping.document(name, BooleanNode.TRUE);
    }

    /** Hands what both sides are to know of the record to one of the two receivers, or to none if it is filtered out. */
    RecordPreparation.Outcome shape(
            StoredRecord record, Consumer<PreparedRecord> shaped, Consumer<Rejection> rejected) {
        Consumer<Rejection> keyed = rejection -> rejected.accept(new Rejection(
                HUB_KEY + record.id(), rejection.code(), rejection.reason(), rejection.pointer(), record.data()));
        if (reverse.isEmpty()) {
            return preparation.prepare(SourceRecord.of(record.id(), record.data()), shaped, keyed);
        }
        ObjectNode view = reverse.get().view(record.data());
        try {
            if (!preparation.accepts(reverse.get().payload(view, Json.object()))) {
                return RecordPreparation.Outcome.FILTERED;
            }
        } catch (RecordException e) {
            keyed.accept(new Rejection("", e.code(), e.getMessage(), e.pointer(), record.data()));
            return RecordPreparation.Outcome.REJECTED;
        }
        byte[] canonical = Json.bytes(view);
        shaped.accept(new PreparedRecord(
                record.id(), new String(canonical, StandardCharsets.UTF_8), ContentHash.of(canonical), false));
        return RecordPreparation.Outcome.PREPARED;
    }

    /**
     * What is sent.
     *
     * @param before what the remote side has at present; fields that it has and that are gone are sent as null
     */
    ObjectNode payload(ObjectNode view, ObjectNode before) {
        if (reverse.isPresent()) {
            return reverse.get().payload(view, before);
        }
        ObjectNode payload = view.deepCopy();
        before.fieldNames().forEachRemaining(name -> {
            if (!view.has(name)) {
                payload.putNull(name);
            }
        });
        return payload;
    }

    /** What is sent to mark a record as archived. */
    ObjectNode archived() {
        return archived.deepCopy();
    }
}
