package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.api.error.ValidationException;

/** Bounds the values of what is kept as JSON: whoever reads it has it as nodes, where an empty object takes thirty times its characters. */
final class ValueCount {
    /** Of what others read as well: events and records. */
    static final int SHARED = 100_000;

    /** Of what only the extension reads, within its own budgets. */
    static final int OWN = 500_000;

    private ValueCount() {}

    /**
     * @param what to be told of one that has too many
     * @param written no deeper than JSON may be, as it was just written
     * @throws ValidationException if there are more than the most
     */
    static void check(String what, JsonNode written, int most) {
        if (values(written, most) > most) {
            throw new ValidationException("", what + " has at most " + most + " values");
        }
    }

    // Those that are held many times are not counted to their end.
    private static int values(JsonNode node, int most) {
        int values = 1;
        for (JsonNode child : node) {
            values += values(child, most - values);
            if (values > most) {
                break;
            }
        }
        return values;
    }
}
