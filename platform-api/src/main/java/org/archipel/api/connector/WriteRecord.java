package org.archipel.api.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A record to write to the remote system.
 *
 * @param externalId its id there; empty for a new one
 * @param data the fields to write; empty for a deletion
 * @param idempotencyKey the same for every try of this change
 */
public record WriteRecord(Optional<String> externalId, ObjectNode data, boolean delete, String idempotencyKey) {}
