package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.javascript.Script;
import org.archipel.javascript.ScriptException;
import org.archipel.transformation.ScriptTime;
import org.archipel.transformation.internal.step.StepReader.Wrong;

/** JavaScript in rules. */
public final class Scripting {
    private static final ThreadLocal<ScriptTime> TIME = new ThreadLocal<>();

    private Scripting() {}

    /** Has the scripts that the work runs on this thread share a time. */
    public static <T> T within(ScriptTime time, Supplier<T> work) {
        ScriptTime before = TIME.get();
        TIME.set(time);
        try {
            return work.get();
        } finally {
            if (before == null) {
                TIME.remove();
            } else {
                TIME.set(before);
            }
        }
    }

    /**
     * Runs one script or expression.
     *
     * @throws ScriptTimeSpent if those before it took all the time
     */
    static <T> T timed(Supplier<T> script) {
        ScriptTime time = TIME.get();
        if (time == null) {
            return script.get();
        }
        if (time.isSpent()) {
            throw new ScriptTimeSpent();
        }
        long begin = System.nanoTime();
        try {
            return script.get();
        } finally {
            time.spend(System.nanoTime() - begin);
        }
    }

    /** A function. */
    public static Script function(Tools tools, String name, String source, String pointer) {
        try {
            return tools.script(name, source);
        } catch (ScriptException e) {
            throw refused(e, pointer);
        }
    }

    /** A function, or an expression over {@code record}. */
    public static Condition condition(Tools tools, String name, String source, String pointer) {
        try {
            return new Condition(source, tools.script(name, source));
        } catch (ScriptException noFunction) {
            if (noFunction.retryable()) {
                throw noFunction;
            }
            String wrapped = "record => (" + source + "\n)";
            try {
                return new Condition(wrapped, tools.script(name, wrapped));
            } catch (ScriptException e) {
                throw refused(noFunction, pointer);
            }
        }
    }

    /**
     * A compiled condition.
     *
     * @param source the function that it is
     */
    public record Condition(String source, Script script) {}

    /**
     * A condition and a function in one, which costs one call for each record and not two. Empty if they cannot be put together, as
     * when one of them stands behind declarations.
     */
    public static Optional<Script> both(Tools tools, String name, Condition condition, String function) {
        String source = "(() => { const holds = (" + condition.source() + "\n), change = (" + function
                + "\n); return record => holds(record) ? change(record) : record; })()";
        try {
            return Optional.of(tools.script(name, source));
        } catch (ScriptException e) {
            if (e.retryable()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static RuntimeException refused(ScriptException e, String pointer) {
        return e.retryable() ? e : new Wrong(pointer, "JavaScript: " + e.getMessage());
    }

    static Optional<JsonNode> call(Script script, JsonNode value, String path) {
        try {
            return timed(() -> script.call(value));
        } catch (ScriptException e) {
            throw new StepFailure(path, value, e.getMessage());
        }
    }

    static boolean test(Script script, JsonNode value) {
        try {
            return timed(() -> script.test(value));
        } catch (ScriptException e) {
            throw new StepFailure("", "the condition fails: " + e.getMessage());
        }
    }
}
