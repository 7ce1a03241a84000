package org.archipel.api.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A stored document.
 *
 * @param version 1 when made, then one more at each change
 * @param content a copy; changing it changes nothing
 */
public record Document(String id, long version, ObjectNode content, Instant updatedAt) {}
