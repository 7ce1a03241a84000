package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.jsonpath.BoundedPattern;
import org.archipel.transformation.FailurePolicy;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleError;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.RuleType;
import org.archipel.transformation.ScriptTime;
import org.archipel.transformation.TransformationDefinition.Mode;
import org.archipel.transformation.function.Growth;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.schema.DocumentSchema;
import org.archipel.transformation.internal.step.ScriptTimeSpent;
import org.archipel.transformation.internal.step.Scripting;
import org.archipel.transformation.internal.step.StepCompiler;
import org.archipel.transformation.internal.step.StepCompiler.CompiledStep;
import org.archipel.transformation.internal.step.StepFailure;
import org.archipel.transformation.internal.step.Violations;
import org.archipel.transformation.internal.step.Work;
import org.archipel.transformation.internal.step.Work.State;

/** Runs documents through compiled steps. Immutable and thread-safe. */
final class CompiledRuleSet implements RuleSet {
    /** Of a document that did not matter any more. */
    private static final Outcome SKIPPED = new Outcome.Filtered();

    private final String name;
    private final RuleType type;
    private final Mode mode;
    private final Optional<DocumentSchema> inputSchema;
    private final Optional<DocumentSchema> outputSchema;
    private final CompiledStep[] steps;
    private final ErrorReport report;
    private final Batches batches;

    CompiledRuleSet(
            String name,
            RuleType type,
            Mode mode,
            Optional<DocumentSchema> inputSchema,
            Optional<DocumentSchema> outputSchema,
            List<CompiledStep> steps,
            ErrorReport report,
            Batches batches) {
        this.name = name;
        this.type = type;
        this.mode = mode;
        this.inputSchema = inputSchema;
        this.outputSchema = outputSchema;
        this.steps = steps.toArray(CompiledStep[]::new);
        this.report = report;
        this.batches = batches;
    }

    /** Hears of each step. */
    private interface Observer {
        Observer NONE = (step, state, work, error) -> {};

        void step(CompiledStep step, StepTrace.State state, Work work, RuleError error);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RuleType type() {
        return type;
    }

    @Override
    public Outcome apply(JsonNode document, ScriptTime time) {
        return Scripting.within(time, () -> bounded(document, Observer.NONE));
    }

    @Override
    public List<JsonNode> applyEach(List<? extends JsonNode> documents, ScriptTime time) {
        AtomicReference<Outcome> failed = new AtomicReference<>();
        List<Outcome> outcomes = batches.run(documents, document -> {
            if (failed.get() != null) {
                return SKIPPED;
            }
            Outcome outcome = apply(document, time);
            if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Quarantined) {
                failed.compareAndSet(null, outcome);
            }
            return outcome;
        });
        if (failed.get() != null) {
            failed.get().orThrow();
        }
        List<JsonNode> made = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Transformed transformed) {
                made.add(transformed.value());
            }
        }
        return made;
    }

    @Override
    public List<Outcome> applyAll(List<? extends JsonNode> documents) {
        if (type == RuleType.AGGREGATE) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode(documents.size());
            documents.forEach(all::add);
            return List.of(apply(all));
        }
        return batches.run(documents, this::apply);
    }

    @Override
    public Trace trace(JsonNode document) {
        List<StepTrace> traces = new ArrayList<>();
        Growth shown = new Growth();
        Observer observer = (step, state, work, error) ->
                traces.add(new StepTrace(step.index(), step.operation(), state, show(work.document(), shown), error));
        Outcome outcome = Scripting.within(ScriptTime.whole(), () -> bounded(document, observer));
        return new Trace(outcome, traces);
    }

    /** What a document is behind a step; only that it is too large, if all that is shown becomes that. */
    private static JsonNode show(JsonNode document, Growth shown) {
        try {
            return shown.copyOf(document);
        } catch (IllegalArgumentException e) {
            return TextNode.valueOf("too large to be shown");
        }
    }

    private Outcome bounded(JsonNode document, Observer observer) {
        return BoundedPattern.together(() -> Growth.within(() -> run(document, observer)));
    }

    private Outcome run(JsonNode document, Observer observer) {
        if (inputSchema.isPresent()) {
            List<RuleError> wrong =
                    report.of("INPUT_SCHEMA", document, inputSchema.get().check(document));
            if (!wrong.isEmpty()) {
                return new Outcome.Failed(wrong);
            }
        }
        Work work = StepCompiler.begin(type == RuleType.MAP ? mode : Mode.EDIT, document);
        List<RuleError> errors = new ArrayList<>(0);
        boolean quarantine = true;
        for (CompiledStep step : steps) {
            try {
                State state = step.run(work);
                if (observer != Observer.NONE) {
                    observer.step(step, StepTrace.State.valueOf(state.name()), work, null);
                }
                if (state == State.FILTERED) {
                    return new Outcome.Filtered();
                }
            } catch (StepFailure | Violations e) {
                List<StepFailure> failures =
                        e instanceof Violations violations ? violations.failures() : List.of((StepFailure) e);
                if (!asksForQuarantine(failures) && recovered(step, failures, work)) {
                    observer.step(step, StepTrace.State.RECOVERED, work, report.of(step, failures.get(0), document));
                    continue;
                }
                failures.forEach(failure -> errors.add(report.of(step, failure, document)));
                quarantine &= step.policy() == FailurePolicy.QUARANTINE || asksForQuarantine(failures);
                observer.step(step, StepTrace.State.FAILED, work, errors.get(errors.size() - 1));
                if (type != RuleType.VALIDATE) {
                    break;
                }
            } catch (ScriptTimeSpent e) {
                RuleError error = report.of(step, new StepFailure("", e.getMessage()), document);
                observer.step(step, StepTrace.State.FAILED, work, error);
                return new Outcome.Failed(List.of(error));
            }
        }
        if (!errors.isEmpty()) {
            return quarantine ? new Outcome.Quarantined(errors) : new Outcome.Failed(errors);
        }
        return checked(work.document());
    }

    /** Whether a step within the step wants the document put aside. */
    private static boolean asksForQuarantine(List<StepFailure> failures) {
        return failures.stream().anyMatch(StepFailure::isForQuarantine);
    }

    private Outcome checked(JsonNode result) {
        if (outputSchema.isPresent()) {
            List<RuleError> wrong =
                    report.of("OUTPUT_SCHEMA", result, outputSchema.get().check(result));
            if (!wrong.isEmpty()) {
                return new Outcome.Failed(wrong);
            }
        }
        return new Outcome.Transformed(result);
    }

    /** Whether the step's policy lets the document go on. */
    private boolean recovered(CompiledStep step, List<StepFailure> failures, Work work) {
        return switch (step.policy()) {
            case FAIL, QUARANTINE -> false;
            case SKIP_FIELD -> {
                if (type == RuleType.VALIDATE) {
                    failures.forEach(failure -> remove(failure.path(), work));
                }
                yield true;
            }
            case DEFAULT -> {
                try {
                    work.writeCopy(step.target().orElseThrow(), step.otherwise().orElseThrow());
                    yield true;
                } catch (StepFailure e) {
                    yield false;
                }
            }
        };
    }

    /** What does not fit is taken out of the document. */
    private static void remove(String path, Work work) {
        if (path.startsWith("/")) {
            Address.of(path).remove(work.document());
        }
    }
}
