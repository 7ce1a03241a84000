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
            Script change = Scripting.function(tools, name, function, "/transformation");
            if (condition == null || condition.isBlank()) {
                return new ScriptedRule(Optional.empty(), change);
            }
            Scripting.Condition test = Scripting.condition(tools, name, condition, "/condition");
            return Scripting.both(tools, name, test, function)
                    .map(both -> new ScriptedRule(Optional.empty(), both))
                    .orElseGet(() -> new ScriptedRule(Optional.of(test.script()), change));
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
