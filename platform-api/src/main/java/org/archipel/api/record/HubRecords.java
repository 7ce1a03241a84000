package org.archipel.api.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The hub records of one organization, in the entities that the {@code records} permission names. Thread-safe. */
@ProviderType
public interface HubRecords {
    Optional<HubRecord> get(String entity, String id);

    /** @throws org.archipel.api.error.ValidationException if the cursor is not one of this query */
    RecordPage list(String entity, RecordQuery query);

    /** Makes or replaces a record; unchanged content costs no new version. */
    HubRecord upsert(String entity, String id, ObjectNode data);

    /** Whether there was such a record. */
    boolean delete(String entity, String id);
}
