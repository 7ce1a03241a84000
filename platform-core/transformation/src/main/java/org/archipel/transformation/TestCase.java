package org.archipel.transformation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An example that a rule set has to meet.
 *
 * @param expectedOutput what has to come out; null if nothing does
 * @param expectedOutcome what has to become of the input; null for {@link Expected#TRANSFORMED}
 * @param description null for none
 */
public record TestCase(
        String name, JsonNode input, JsonNode expectedOutput, Expected expectedOutcome, String description) {
    public TestCase {
        expectedOutcome = expectedOutcome == null ? Expected.TRANSFORMED : expectedOutcome;
    }

    /** What may become of an input. */
    public enum Expected {
        TRANSFORMED,
        FILTERED,
        FAILED,
        QUARANTINED
    }
}
