package org.archipel.transformation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A rule set as people write it.
 *
 * @param description null for none
 * @param mode for {@link RuleType#MAP}; null for {@link Mode#BUILD}
 * @param inputSchema JSON Schema 2020-12 of what goes in; null for none
 * @param outputSchema JSON Schema 2020-12 of what comes out; null for none
 * @param rules the steps, in their order
 */
public record TransformationDefinition(
        String name,
        String description,
        @JsonProperty(required = true) RuleType type,
        Mode mode,
        JsonNode inputSchema,
        JsonNode outputSchema,
        List<RuleStep> rules,
        List<TestCase> testCases) {
    public TransformationDefinition {
        mode = mode == null ? Mode.BUILD : mode;
        rules = rules == null ? List.of() : List.copyOf(rules);
        testCases = testCases == null ? List.of() : List.copyOf(testCases);
    }

    /** What a mapping begins with. */
    public enum Mode {
        /** An empty document; sources are read from the input. */
        BUILD,
        /** The input; sources are read from it as the steps before left it. */
        EDIT
    }
}
