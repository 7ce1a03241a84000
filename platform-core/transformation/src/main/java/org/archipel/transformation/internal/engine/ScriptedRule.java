package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.api.error.ValidationException;
import org.archipel.javascript.Script;
import org.archipel.transformation.RecordRule;
import org.archipel.transformation.internal.step.Scripting;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Tools;

/** A condition and a function in JavaScript. Immutable and thread-safe. */
record ScriptedRule(Optional<Script> condition, Script change) implements RecordRule {
    static RecordRule compile(Tools tools, String name, String condition, String function) {
        if (function == null || function.isBlank()) {
            throw new ValidationException("/transformation", "is required");
        }
        try {
            Optional<Script> test = condition == null || condition.isBlank()
                    ? Optional.empty()
                    : Optional.of(Scripting.condition(tools, name, condition, "/condition"));
            return new ScriptedRule(test, Scripting.function(tools, name, function, "/transformation"));
        } catch (Wrong e) {
            throw new ValidationException(e.pointer(), e.getMessage());
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
