package org.archipel.integrations.internal.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Transaction;

/**
 * Tells of changes to records. A single change is {@code record.created}, {@code record.updated} or {@code record.deleted} about
 * {@code <entity>/<id>}. A synchronized batch is one {@code records.changed} about {@code <entity>} with the ids, for each
 * transaction: a hundred thousand rows do not become a hundred thousand events.
 */
public final class RecordEvents {
    private final Outbox outbox;

    public RecordEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void changed(Transaction transaction, String organizationId, String what, StoredRecord record) {
        ObjectNode data = Json.object();
        data.put("entity", record.entity());
        data.put("id", record.id());
        data.put("version", record.version());
        data.put("origin", record.origin());
        outbox.append(transaction, organizationId, "record." + what, record.entity() + "/" + record.id(), data);
    }

    /** Tells of a batch; of nothing if nothing changed. */
    public void batch(Transaction transaction, WriteTarget target, BatchOutcome outcome) {
        if (outcome.changedNothing()) {
            return;
        }
        ObjectNode data = Json.object();
        data.put("entity", target.entity());
        data.put("origin", target.origin());
        ids(data, "created", outcome.created());
        ids(data, "updated", outcome.updated());
        ids(data, "deleted", outcome.deleted());
        outbox.append(transaction, target.organizationId(), "records.changed", target.entity(), data);
    }

    private static void ids(ObjectNode data, String name, List<String> ids) {
        ArrayNode array = data.putArray(name);
        ids.forEach(array::add);
    }
}
