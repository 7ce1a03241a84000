package org.archipel.messaging;

import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/** The durable subscriptions of event subscribers. Thread-safe. */
@ProviderType
public interface EventSubscriptions {
    /**
     * Forgets an organization's subscriptions, with all that waits for them: their subscribers are gone for good.
     *
     * @param prefix what the names of those begin with that are to go
     */
    void forget(Transaction transaction, String organizationId, String prefix);
}
