package org.archipel.sandbox;

import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/** What extensions keep through the services that they receive. Thread-safe. */
@ProviderType
public interface ExtensionData {
    /** What happens from now on is kept for the listeners of an installation no more: it is uninstalled. */
    void endSubscriptions(Transaction transaction, String organizationId, String installationId);

    /** Removes all that is kept for an installation: values, documents, tasks, subscriptions and secrets. */
    void erase(Transaction transaction, String organizationId, String installationId);
}
