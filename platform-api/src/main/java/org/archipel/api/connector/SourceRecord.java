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
 * @param version what the remote side calls this version of the record, for example its ETag (RFC 9110, section 8.8.3), where the
 *     session can make a change only of that version; empty otherwise
 */
public record SourceRecord(
        String externalId, ObjectNode data, Optional<Instant> modifiedAt, boolean deleted, Optional<String> version) {
    /** A record whose versions have no name. */
    public SourceRecord(String externalId, ObjectNode data, Optional<Instant> modifiedAt, boolean deleted) {
        this(externalId, data, modifiedAt, deleted, Optional.empty());
    }

    public static SourceRecord of(String externalId, ObjectNode data) {
        return new SourceRecord(externalId, data, Optional.empty(), false);
    }
}
