package org.archipel.integrations.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A configuration to check, with or without credentials. */
public record ConnectorConfiguration(ObjectNode config, ObjectNode credentials) {
    /** Names no secret. */
    @Override
    public String toString() {
        return "ConnectorConfiguration";
    }
}
