package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.api.error.ErrorCode;
import org.archipel.integrations.internal.store.KeptText;

/**
 * A record that cannot be taken, on its way to quarantine.
 *
 * @param key external id, or a hash of the payload where there is none
 * @param pointer where in the record; empty for the whole
 * @param payload the record as the remote side gave it
 */
record Rejection(String key, ErrorCode code, String reason, String pointer, JsonNode payload) {
    Rejection {
        reason = KeptText.of(reason);
        pointer = KeptText.of(pointer);
    }
}
