package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.archipel.javascript.Script;
import org.archipel.javascript.ScriptException;
import org.archipel.transformation.internal.step.StepReader.Wrong;

/** JavaScript in rules. */
public final class Scripting {
    private Scripting() {}

    /** A function. */
    public static Script function(Tools tools, String name, String source, String pointer) {
        try {
            return tools.script(name, source);
        } catch (ScriptException e) {
            throw refused(e, pointer);
        }
    }

    /** A function, or an expression over {@code record}. */
    public static Script condition(Tools tools, String name, String source, String pointer) {
        try {
            return tools.script(name, source);
        } catch (ScriptException noFunction) {
            if (noFunction.retryable()) {
                throw noFunction;
            }
            try {
                return tools.script(name, "record => (" + source + "\n)");
            } catch (ScriptException e) {
                throw refused(noFunction, pointer);
            }
        }
    }

    private static RuntimeException refused(ScriptException e, String pointer) {
        return e.retryable() ? e : new Wrong(pointer, "JavaScript: " + e.getMessage());
    }

    static Optional<JsonNode> call(Script script, JsonNode value, String path) {
        try {
            return script.call(value);
        } catch (ScriptException e) {
            throw new StepFailure(path, value, e.getMessage());
        }
    }

    static boolean test(Script script, JsonNode value) {
        try {
            return script.test(value);
        } catch (ScriptException e) {
            throw new StepFailure("", "the condition fails: " + e.getMessage());
        }
    }
}
