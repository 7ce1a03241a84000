package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;
import org.archipel.transformation.internal.step.Work.Test;

/** Compiles the steps of filters: comparisons, and {@code KEEP} and {@code DROP} with a condition. All of them have to hold. */
final class FilterSteps {
    static final List<String> OPERATIONS = Stream.concat(Comparison.names().stream(), Stream.of("KEEP", "DROP"))
            .toList();

    private FilterSteps() {}

    /** The condition of {@code KEEP} and {@code DROP} is theirs alone. */
    static boolean takesCondition(String operation) {
        return "KEEP".equals(operation) || "DROP".equals(operation);
    }

    static Action compile(StepReader step, Tools tools) {
        String operation = step.step().operation();
        if (takesCondition(operation)) {
            Test test = Conditions.read(step.step().condition(), tools, "condition", step.pointer() + "/condition")
                    .orElseThrow(() -> new Wrong(step.pointer() + "/condition", "is required"));
            boolean keep = operation.equals("KEEP");
            return work -> test.holds(work.document()) == keep ? State.APPLIED : State.FILTERED;
        }
        if (!Comparison.names().contains(operation)) {
            throw new Wrong(step.pointer() + "/operation", "must be one of " + String.join(", ", OPERATIONS));
        }
        Source source = step.source();
        JsonNode value = step.node("value");
        Comparison comparison =
                Comparison.of(operation, value.isMissingNode() ? null : value, step.pointer() + "/parameters");
        return work -> comparison.holds(source.read(work.document())) ? State.APPLIED : State.FILTERED;
    }
}
