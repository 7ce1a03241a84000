package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A place as it is stored. Immutable: a change makes a new one.
 *
 * @param data the fields besides the id, the time and the deletion mark; not to be changed
 */
record Place(long id, ObjectNode data, Instant modifiedAt, boolean deleted) {
    Place deletedAt(Instant time) {
        return new Place(id, data, time, true);
    }

    Place changedTo(ObjectNode newData, Instant time) {
        return new Place(id, newData, time, false);
    }

    /** The place as the provider's clients see it. */
    ObjectNode toJson() {
        ObjectNode json = data.objectNode().put("id", id);
        if (deleted) {
            json.put("deleted", true);
        } else {
            json.setAll(data);
        }
        return json.put("modified_at", modifiedAt.toString());
    }
}
