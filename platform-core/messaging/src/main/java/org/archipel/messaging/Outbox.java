package org.archipel.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/** Writes platform events in the transaction of the change that they tell of; they are delivered after the commit. Thread-safe. */
@ProviderType
public interface Outbox {
    /**
     * @param topic dotted name, for example {@code integration.sync.completed}
     * @param subject what it is about, for example {@code integration/0190…}; events of one subject are delivered in order
     * @param data without secrets
     * @return id of the event
     */
    default String append(
            Transaction transaction, String organizationId, String topic, String subject, ObjectNode data) {
        return appendAll(transaction, organizationId, List.of(new Draft(topic, subject, data)))
                .get(0);
    }

    /**
     * Writes many events in one batch.
     *
     * @return ids of the events, in the order of the drafts
     */
    List<String> appendAll(Transaction transaction, String organizationId, List<Draft> drafts);

    /** An event to be written; see {@link #append}. */
    record Draft(String topic, String subject, ObjectNode data) {}
}
