package org.archipel.api.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A record to write to the remote system.
 *
 * @param externalId its id there; empty for a new one
 * @param data the fields to write; empty for a deletion
 * @param idempotencyKey the same for every try of this change
 * @param expectedVersion the version that is to be changed, as {@link SourceRecord#version} told it; a session that finds another one
 *     writes nothing and answers {@link WriteResult.Outcome#STALE}; empty for whatever is there
 */
public record WriteRecord(
        Optional<String> externalId,
        ObjectNode data,
        boolean delete,
        String idempotencyKey,
        Optional<String> expectedVersion) {
    /** A change of whatever is there. */
    public WriteRecord(Optional<String> externalId, ObjectNode data, boolean delete, String idempotencyKey) {
        this(externalId, data, delete, idempotencyKey, Optional.empty());
    }
}
