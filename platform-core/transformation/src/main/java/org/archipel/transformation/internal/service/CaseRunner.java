package org.archipel.transformation.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleError;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TestCase;
import org.archipel.transformation.TestCase.Expected;
import org.archipel.transformation.function.Values;
import org.archipel.transformation.internal.service.TestReport.CaseResult;

/** Runs the test cases of a rule set, for a bounded time. */
final class CaseRunner {
    private static final long MOST_NANOS = Duration.ofSeconds(10).toNanos();

    private CaseRunner() {}

    static TestReport run(RuleSet rules, List<TestCase> cases) {
        long begin = System.nanoTime();
        List<CaseResult> results = new ArrayList<>();
        for (TestCase test : cases) {
            results.add(
                    System.nanoTime() - begin > MOST_NANOS
                            ? new CaseResult(
                                    test.name(),
                                    false,
                                    Expected.FAILED,
                                    null,
                                    List.of(),
                                    "was not run: the cases before took too long")
                            : run(rules, test));
        }
        return TestReport.of(results);
    }

    private static CaseResult run(RuleSet rules, TestCase test) {
        JsonNode input = test.input() == null ? NullNode.getInstance() : test.input();
        Outcome outcome = rules.apply(input);
        Expected became = kind(outcome);
        JsonNode output = outcome instanceof Outcome.Transformed transformed ? transformed.value() : null;
        String difference = null;
        if (became != test.expectedOutcome()) {
            difference = "expected " + test.expectedOutcome() + ", was " + became;
        } else if (became == Expected.TRANSFORMED) {
            JsonNode expected = test.expectedOutput() == null ? NullNode.getInstance() : test.expectedOutput();
            difference = difference(expected, output, "");
        }
        return new CaseResult(test.name(), difference == null, became, output, errors(outcome), difference);
    }

    static Expected kind(Outcome outcome) {
        if (outcome instanceof Outcome.Transformed) {
            return Expected.TRANSFORMED;
        }
        if (outcome instanceof Outcome.Filtered) {
            return Expected.FILTERED;
        }
        return outcome instanceof Outcome.Quarantined ? Expected.QUARANTINED : Expected.FAILED;
    }

    static List<RuleError> errors(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.errors();
        }
        return outcome instanceof Outcome.Quarantined quarantined ? quarantined.errors() : List.of();
    }

    /** The first place where the two differ; null if they are the same. */
    private static String difference(JsonNode expected, JsonNode actual, String at) {
        if (Values.same(expected, actual)) {
            return null;
        }
        if (expected.isObject() && actual.isObject()) {
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                String place = at + "/" + member.getKey();
                JsonNode other = actual.get(member.getKey());
                String difference = other == null ? place + " is missing" : difference(member.getValue(), other, place);
                if (difference != null) {
                    return difference;
                }
            }
            for (Map.Entry<String, JsonNode> member : actual.properties()) {
                if (!expected.has(member.getKey())) {
                    return at + "/" + member.getKey() + " is not expected";
                }
            }
        }
        if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                String difference = difference(expected.get(i), actual.get(i), at + "/" + i);
                if (difference != null) {
                    return difference;
                }
            }
            return at + " has " + actual.size() + " elements, expected " + expected.size();
        }
        return (at.isEmpty() ? "the output" : at) + " is " + shortened(actual) + ", expected " + shortened(expected);
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
