package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.api.error.FieldError;
import org.archipel.jsonpath.JsonPathLimitException;
import org.archipel.rest.Json;
import org.archipel.transformation.FailurePolicy;
import org.archipel.transformation.RuleStep;
import org.archipel.transformation.RuleType;
import org.archipel.transformation.TransformationDefinition.Mode;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;
import org.archipel.transformation.internal.step.Work.Test;

/** Compiles the steps of a rule set. What is wrong is collected. Used once. */
public final class StepCompiler {
    private static final int MOST_STEPS = 500;
    private static final int MOST_NESTING = 4;
    private static final ObjectMapper MAPPER = Json.newMapper();

    private final RuleType type;
    private final Tools tools;
    private final List<FieldError> errors;
    private int nesting;
    private int count;

    public StepCompiler(RuleType type, Tools tools, List<FieldError> errors) {
        this.type = type;
        this.tools = tools;
        this.errors = errors;
    }

    /**
     * A step, compiled.
     *
     * @param index its place among the steps
     * @param target where a default goes; empty if it has no target
     */
    public record CompiledStep(
            int index,
            String operation,
            Optional<Test> condition,
            Action action,
            FailurePolicy policy,
            Optional<Address> target,
            Optional<JsonNode> otherwise) {
        /** Runs it if its condition holds. */
        public State run(Work work) {
            try {
                if (condition.isPresent() && !condition.get().holds(work.source())) {
                    return State.SKIPPED;
                }
                return action.run(work);
            } catch (JsonPathLimitException e) {
                throw new StepFailure("", e.getMessage());
            }
        }
    }

    public List<CompiledStep> compile(List<RuleStep> steps, String pointer) {
        if (steps.isEmpty()) {
            errors.add(new FieldError(pointer, "has no steps"));
        }
        if ((count += steps.size()) > MOST_STEPS) {
            errors.add(new FieldError(pointer, "has more than " + MOST_STEPS + " steps"));
            return List.of();
        }
        return type == RuleType.AGGREGATE ? aggregation(steps, pointer) : each(steps, pointer);
    }

    private List<CompiledStep> aggregation(List<RuleStep> steps, String pointer) {
        List<StepReader> readers = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            readers.add(new StepReader(steps.get(i), pointer + "/" + i));
        }
        try {
            return List.of(new CompiledStep(
                    0,
                    "AGGREGATE",
                    Optional.empty(),
                    Aggregation.compile(readers),
                    FailurePolicy.FAIL,
                    Optional.empty(),
                    Optional.empty()));
        } catch (Wrong e) {
            errors.add(new FieldError(e.pointer(), e.getMessage()));
            return List.of();
        }
    }

    private List<CompiledStep> each(List<RuleStep> steps, String pointer) {
        List<CompiledStep> compiled = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            try {
                compiled.add(one(i, new StepReader(steps.get(i), pointer + "/" + i)));
            } catch (Wrong e) {
                errors.add(new FieldError(e.pointer(), e.getMessage()));
            }
        }
        return compiled;
    }

    private CompiledStep one(int index, StepReader reader) {
        RuleStep step = reader.step();
        if (step.operation() == null) {
            throw new Wrong(reader.pointer() + "/operation", "is required");
        }
        Action action = action(reader);
        reader.requireNoOthers();
        Optional<JsonNode> otherwise = Optional.ofNullable(step.defaultValue());
        if (step.onFailure() == FailurePolicy.DEFAULT
                && (otherwise.isEmpty() || place(reader).isEmpty())) {
            throw new Wrong(reader.pointer() + "/onFailure", "DEFAULT wants a defaultValue and a place for it");
        }
        return new CompiledStep(
                index, step.operation(), condition(reader), action, step.onFailure(), place(reader), otherwise);
    }

    private Optional<Test> condition(StepReader reader) {
        boolean itsOwn = type == RuleType.FILTER
                        && FilterSteps.takesCondition(reader.step().operation())
                || type == RuleType.VALIDATE && "CONDITION".equals(reader.step().operation());
        return itsOwn
                ? Optional.empty()
                : Conditions.read(reader.step().condition(), tools, "condition", reader.pointer() + "/condition");
    }

    /** Where the value is that a failure is about: the target, or the source that a validation looks at. */
    private Optional<Address> place(StepReader reader) {
        if (reader.step().target() != null && reader.step().target().startsWith("/")) {
            return Optional.of(reader.target());
        }
        boolean looks = type == RuleType.VALIDATE && reader.step().source() != null;
        return looks ? reader.source().address().filter(address -> !address.isRoot()) : Optional.empty();
    }

    private Action action(StepReader reader) {
        return switch (type) {
            case MAP -> new MapSteps(tools, this::nested).compile(reader);
            case FILTER -> FilterSteps.compile(reader, tools);
            case VALIDATE -> ValidateSteps.compile(reader, tools);
            case CUSTOM -> CustomSteps.compile(reader, tools);
            case AGGREGATE -> throw new IllegalStateException("compiled as a whole");
        };
    }

    private Function<JsonNode, JsonNode> nested(StepReader reader, String pointer) {
        if (++nesting > MOST_NESTING) {
            throw new Wrong(pointer, "is nested too deeply");
        }
        Mode mode = reader.optionalText("mode").filter("EDIT"::equals).isPresent() ? Mode.EDIT : Mode.BUILD;
        List<RuleStep> steps = new ArrayList<>();
        for (JsonNode rule : reader.required("rules")) {
            steps.add(step(rule, pointer));
        }
        List<CompiledStep> compiled = compile(steps, pointer);
        nesting--;
        return element -> run(compiled, mode, element);
    }

    private static RuleStep step(JsonNode rule, String pointer) {
        if (!rule.isObject()) {
            throw new Wrong(pointer, "is no list of steps");
        }
        try {
            return MAPPER.treeToValue(rule, RuleStep.class);
        } catch (JsonProcessingException e) {
            throw new Wrong(pointer, "is no list of steps: " + e.getOriginalMessage());
        }
    }

    private static JsonNode run(List<CompiledStep> steps, Mode mode, JsonNode element) {
        Work work = begin(mode, element);
        for (CompiledStep step : steps) {
            try {
                step.run(work);
            } catch (StepFailure e) {
                switch (step.policy()) {
                    case FAIL -> throw e;
                    case QUARANTINE -> throw e.forQuarantine();
                    case SKIP_FIELD -> {}
                    case DEFAULT ->
                        work.writeCopy(
                                step.target().orElseThrow(), step.otherwise().orElseThrow());
                }
            }
        }
        return work.document();
    }

    /** A document at the begin of its way. */
    public static Work begin(Mode mode, JsonNode input) {
        return mode == Mode.EDIT
                ? Work.editing(input.deepCopy())
                : Work.building(input, JsonNodeFactory.instance.objectNode());
    }
}
