package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TestCase;
import org.archipel.transformation.TransformationDefinition;

/** Runs the test cases of rules that are defined within an API; such an API goes live only if they pass. */
final class CaseCheck {
    private static final Duration MOST = Duration.ofSeconds(10);

    private CaseCheck() {}

    /** @throws IllegalArgumentException if a case fails, or they take too long */
    static void require(RuleSet rules, TransformationDefinition definition) {
        long end = System.nanoTime() + MOST.toNanos();
        for (TestCase example : definition.testCases()) {
            if (System.nanoTime() > end) {
                throw new IllegalArgumentException("has test cases that take longer than " + MOST.toSeconds() + " s");
            }
            if (!passes(example, rules.apply(orNull(example.input())))) {
                throw new IllegalArgumentException("fails its test case '" + example.name() + "'");
            }
        }
    }

    private static JsonNode orNull(JsonNode given) {
        return given == null ? NullNode.getInstance() : given;
    }

    private static boolean passes(TestCase example, Outcome outcome) {
        if (outcome instanceof Outcome.Transformed transformed) {
            return example.expectedOutcome() == TestCase.Expected.TRANSFORMED
                    && same(orNull(example.expectedOutput()), transformed.value());
        }
        TestCase.Expected was = outcome instanceof Outcome.Filtered
                ? TestCase.Expected.FILTERED
                : outcome instanceof Outcome.Quarantined ? TestCase.Expected.QUARANTINED : TestCase.Expected.FAILED;
        return example.expectedOutcome() == was;
    }

    // Numbers are the same if their values are.
    private static boolean same(JsonNode expected, JsonNode present) {
        return expected.equals(
                (one, other) ->
                        one.equals(other) || one.isNumber() && other.isNumber() && sameNumber(one, other) ? 0 : 1,
                present);
    }

    private static boolean sameNumber(JsonNode one, JsonNode other) {
        return isFinite(one) && isFinite(other)
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : isFinite(one) == isFinite(other) && Double.compare(one.doubleValue(), other.doubleValue()) == 0;
    }

    // 1e400 is read as an infinite number, and what computes may give what is none: neither has a decimal value.
    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }
}
