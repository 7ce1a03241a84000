package org.archipel.transformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One step of a rule set.
 *
 * @param operation what it does, for example {@code COPY}; which ones there are depends on the set's type
 * @param source where the value is: a JSONPath (RFC 9535, begins with {@code $}) or a JSON Pointer (RFC 6901); null where the
 *     operation needs none
 * @param target where the result goes, a JSON Pointer; null where the operation needs none
 * @param condition the step runs only if this holds: a JavaScript function or expression over {@code record}, or an object with one
 *     of {@code jsonPath}, {@code jsonata}, or {@code field} with {@code operator} and {@code value}; null for always
 * @param parameters of the operation; null for none
 * @param onFailure what happens if it cannot be done; null for {@link FailurePolicy#FAIL}
 * @param defaultValue for {@link FailurePolicy#DEFAULT}, and instead of a missing source; null for none
 */
public record RuleStep(
        String operation,
        String source,
        String target,
        JsonNode condition,
        ObjectNode parameters,
        FailurePolicy onFailure,
        JsonNode defaultValue) {
    public RuleStep {
        parameters = parameters == null ? JsonNodeFactory.instance.objectNode() : parameters;
        onFailure = onFailure == null ? FailurePolicy.FAIL : onFailure;
    }
}
