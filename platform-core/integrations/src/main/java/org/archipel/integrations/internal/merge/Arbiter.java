package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Decides what a field becomes that changed on both sides. */
@FunctionalInterface
public interface Arbiter {
    /**
     * @param pointer JSON Pointer of the field; empty for the record as a whole, where one side deleted it
     * @param source the remote side's value; a missing node if it has none
     * @param target the hub's value; a missing node if it has none
     * @return the value to take, a missing node to take the field away; empty to leave the record to a person
     */
    Optional<JsonNode> choose(String pointer, JsonNode source, JsonNode target);
}
