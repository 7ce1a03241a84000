package org.archipel.api.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A business record in the hub.
 *
 * @param id unique within the organization and entity
 * @param version 1 when made, then one more at each change
 * @param data a copy; changing it changes nothing
 * @param origin where the present version came from: {@code integration:<id>}, {@code extension:<id>} or {@code user:<id>}
 */
public record HubRecord(
        String entity, String id, long version, ObjectNode data, String origin, Instant createdAt, Instant updatedAt) {}
