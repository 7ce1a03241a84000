package org.archipel.integrations;

import org.archipel.api.record.HubRecords;
import org.osgi.annotation.versioning.ProviderType;

/** Gives parts of the platform the records of an organization. Thread-safe. */
@ProviderType
public interface HubAccess {
    /** @param origin who writes, as told in the records: {@code api:<id>} */
    HubRecords records(String organizationId, String origin);

    /** Whether a text can name an entity. */
    boolean isEntityName(String text);
}
