package org.archipel.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for one page of an entity.
 *
 * @param cursor what the previous page returned, opaque to the platform, which stores it; empty for the first page.
 *     The first page of a read of changes has the bookmark of the read before, if there is one
 * @param limit the most records to return
 * @param modifiedSince only records changed at or after this time, where the connector can {@link
 *     Capability#INCREMENTAL_READ}; empty for all
 */
public record ReadRequest(String entity, Optional<JsonNode> cursor, int limit, Optional<Instant> modifiedSince) {}
