package org.archipel.transformation.internal.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleError;
import org.archipel.transformation.RuleSet.StepTrace;
import org.archipel.transformation.RuleSet.Trace;
import org.archipel.transformation.TestCase.Expected;

/**
 * What rules make of a sample.
 *
 * @param output what came out; null if nothing did
 * @param steps the document behind each step
 */
public record Preview(
        Expected outcome,
        @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode output,
        List<RuleError> errors,
        List<StepTrace> steps) {
    static Preview of(Trace trace) {
        return new Preview(
                CaseRunner.kind(trace.outcome()),
                trace.outcome() instanceof Outcome.Transformed transformed ? transformed.value() : null,
                CaseRunner.errors(trace.outcome()),
                trace.steps());
    }
}
