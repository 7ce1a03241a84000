package org.archipel.api.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A named action of a connector.
 *
 * @param parameters JSON Schema 2020-12 of its parameters
 * @param result JSON Schema 2020-12 of its result
 * @param idempotent whether it may be tried again without a second effect
 */
public record Operation(
        String name, String description, ObjectNode parameters, ObjectNode result, boolean idempotent) {}
