package org.archipel.transformation.internal.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.transformation.RuleError;
import org.archipel.transformation.TestCase.Expected;

/**
 * How test cases went.
 *
 * @param passed whether all of them did
 */
public record TestReport(boolean passed, List<CaseResult> cases) {
    /**
     * @param outcome what became of the input
     * @param output what came out; null if nothing did
     * @param errors why it did not come through; empty if it did
     * @param difference why the case fails; null if it passes
     */
    public record CaseResult(
            String name,
            boolean passed,
            Expected outcome,
            @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode output,
            List<RuleError> errors,
            @JsonInclude(JsonInclude.Include.NON_NULL) String difference) {}

    static TestReport of(List<CaseResult> cases) {
        return new TestReport(cases.stream().allMatch(CaseResult::passed), cases);
    }
}
