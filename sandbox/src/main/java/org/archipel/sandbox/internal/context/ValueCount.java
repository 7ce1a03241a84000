package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.api.error.ValidationException;

/** Bounds the values of what is kept as JSON: whoever reads it has it as nodes, where an empty object takes thirty times its characters. */
final class ValueCount {
    private static final int MOST = 100_000;

    private ValueCount() {}

    /**
     * @param what to be told of one that has too many
     * @param written no deeper than JSON may be, as it was just written
     */
    static void check(String what, JsonNode written) {
        if (values(written) > MOST) {
            throw new ValidationException("", what + " has at most " + MOST + " values");
        }
    }

    private static int values(JsonNode node) {
        int values = 1;
        for (JsonNode child : node) {
            values += values(child);
        }
        return values;
    }
}
