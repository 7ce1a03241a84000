package org.archipel.api.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A record as the remote system gives it.
 *
 * @param externalId its id there; an empty text if the record has none that can be used: it is then set aside with its data, and
 *     the read goes on
 * @param modifiedAt when it changed there, where known
 * @param deleted whether it was deleted there; {@code data} is then empty
 */
public record SourceRecord(String externalId, ObjectNode data, Optional<Instant> modifiedAt, boolean deleted) {
    public static SourceRecord of(String externalId, ObjectNode data) {
        return new SourceRecord(externalId, data, Optional.empty(), false);
    }
}
