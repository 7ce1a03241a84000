package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Turns one value into another; never sees a missing or null value. Immutable and thread-safe. */
@FunctionalInterface
interface Transformation {
    /** @throws IllegalArgumentException if the value cannot be turned; the message is for a person */
    JsonNode apply(JsonNode value);

    default Transformation then(Transformation next) {
        return value -> {
            JsonNode result = apply(value);
            return result.isNull() ? result : next.apply(result);
        };
    }
}
