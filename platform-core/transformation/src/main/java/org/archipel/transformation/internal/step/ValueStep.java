package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;

/**
 * Reads a value, makes another of it, writes that. Where there is no value, the default is written if there is one.
 *
 * @param required whether it fails without a value and a default; else it is skipped
 * @param otherwise the default; null for none
 */
record ValueStep(Source source, Address target, ValueFunction function, boolean required, JsonNode otherwise)
        implements Action {
    /** Operations that take the whole document where they name no source. */
    private static final Set<String> OF_THE_DOCUMENT = Set.of("JOIN", "JAVASCRIPT", "JSONATA");

    static ValueStep of(StepReader step, ValueFunction function) {
        Source source = OF_THE_DOCUMENT.contains(step.step().operation()) ? step.sourceOr("") : step.source();
        return of(step, source, step.target(), function);
    }

    static ValueStep of(StepReader step, Source source, Address target, ValueFunction function) {
        return new ValueStep(
                source, target, function, step.flag("required"), step.step().defaultValue());
    }

    /** The functions that a step applies, one after the other; without any the value stays as it is. */
    static ValueFunction functions(StepReader step, Tools tools, boolean required) {
        Optional<String> functions = step.optionalText("functions");
        if (functions.isEmpty() && required) {
            throw step.wrong("functions", "is required");
        }
        try {
            return functions.isEmpty() ? value -> value : tools.function(functions.get());
        } catch (IllegalArgumentException e) {
            throw step.wrong("functions", e.getMessage());
        }
    }

    @Override
    public State run(Work work) {
        JsonNode value = source.read(work.source());
        if (value.isMissingNode() || value.isNull()) {
            if (otherwise != null) {
                work.writeCopy(target, otherwise);
                return State.APPLIED;
            }
            if (required) {
                throw new StepFailure(source.toString(), "is required and missing");
            }
            return State.SKIPPED;
        }
        JsonNode result = apply(function, value, source);
        if (!result.isMissingNode()) {
            work.writeCopy(target, result);
        }
        return State.APPLIED;
    }

    /** @throws StepFailure if the function makes nothing of the value */
    static JsonNode apply(ValueFunction function, JsonNode value, Source source) {
        try {
            return function.apply(value);
        } catch (IllegalArgumentException e) {
            throw new StepFailure(source.toString(), value, e.getMessage());
        }
    }
}
