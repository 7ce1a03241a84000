package org.archipel.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.record.HubRecord;

/** The hub's records, in memory. */
public interface TestRecords {
    /** Makes or replaces a record, as a sync would. */
    HubRecord put(String entity, String id, ObjectNode data);

    /** All records of an entity, in order of id. */
    List<HubRecord> all(String entity);
}
