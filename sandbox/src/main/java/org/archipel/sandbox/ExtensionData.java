package org.archipel.sandbox;

import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/** What extensions keep through the services that they receive. Thread-safe. */
@ProviderType
public interface ExtensionData {
    /** Removes all that is kept for an installation: values, documents, tasks and secrets. */
    void erase(Transaction transaction, String organizationId, String installationId);
}
