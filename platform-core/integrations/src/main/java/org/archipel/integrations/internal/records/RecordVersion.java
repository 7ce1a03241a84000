package org.archipel.integrations.internal.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One version of a record.
 *
 * @param deleted whether the record was deleted by it; {@code data} is then empty
 * @param at when it was written
 */
public record RecordVersion(long version, ObjectNode data, String origin, boolean deleted, Instant at) {}
