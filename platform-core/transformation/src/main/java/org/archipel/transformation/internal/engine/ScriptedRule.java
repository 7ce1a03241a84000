package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.javascript.Script;
import org.archipel.transformation.RecordRule;
import org.archipel.transformation.internal.step.Scripting;
import org.archipel.transformation.internal.step.Scripting.Condition;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Tools;

/** A condition and a function in JavaScript. Immutable and thread-safe. */
record ScriptedRule(Optional<Script> condition, Script change) implements RecordRule {
    static RecordRule compile(Tools tools, String name, String condition, String function) {
        List<FieldError> errors = new ArrayList<>();
        Optional<Condition> test = condition == null || condition.isBlank()
                ? Optional.empty()
                : tried(() -> Scripting.condition(tools, name, condition, "/condition"), errors);
        Optional<Script> change = tried(() -> function(tools, name, function), errors);
        if (!errors.isEmpty()) {
            throw new ValidationException("The rule is not valid.", errors);
        }
        if (test.isEmpty()) {
            return new ScriptedRule(Optional.empty(), change.orElseThrow());
        }
        return Scripting.both(tools, name, test.get(), function)
                .map(both -> new ScriptedRule(Optional.empty(), both))
                .orElseGet(() -> new ScriptedRule(test.map(Condition::script), change.orElseThrow()));
    }

    private static Script function(Tools tools, String name, String function) {
        if (function == null || function.isBlank()) {
            throw new Wrong("/transformation", "is required");
        }
        return Scripting.function(tools, name, function, "/transformation");
    }

    private static <T> Optional<T> tried(Supplier<T> compilation, List<FieldError> errors) {
        try {
            return Optional.of(compilation.get());
        } catch (Wrong e) {
            errors.add(new FieldError(e.pointer(), e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public Optional<JsonNode> apply(ObjectNode record) {
        if (condition.isPresent() && !condition.get().test(record)) {
            return Optional.of(record);
        }
        return change.call(record).filter(result -> !(result instanceof NullNode));
    }
}
