package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.javascript.Script;
import org.graalvm.polyglot.Source;

/** A script as callers hold it: a source, which each context evaluates once. */
final class CompiledScript implements Script {
    /** As many calls have to end in time before a script is called on the thread of its caller, which is faster. */
    private static final int TRIALS = 32;

    private static final int LONG_TEXT = 1 << 14;

    private final Scripts scripts;
    private final String organizationId;
    private final Source source;
    /** How many calls are still made on another thread; approximate. */
    private volatile int trials = TRIALS;

    CompiledScript(Scripts scripts, String organizationId, Source source) {
        this.scripts = scripts;
        this.organizationId = organizationId;
        this.source = source;
    }

    void requireFunction() {
        if (!scripts.runAside(organizationId, context -> context.makesFunction(source))) {
            throw FunctionSource.noFunction();
        }
    }

    @Override
    public Optional<JsonNode> call(JsonNode... arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            throw new IllegalArgumentException("a script takes one or two arguments");
        }
        ExactNumbers numbers = new ExactNumbers();
        boolean large = false;
        for (JsonNode argument : arguments) {
            numbers.collect(argument);
            large |= hasLongText(argument);
        }
        return run(large, context -> context.call(source, arguments)).json().map(numbers::restore);
    }

    @Override
    public boolean test(JsonNode argument) {
        return run(hasLongText(argument), context -> context.test(source, argument));
    }

    /** What the engine cannot be stopped in takes long for long texts only. */
    private static boolean hasLongText(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().length() > LONG_TEXT;
        }
        if (value.isContainerNode()) {
            for (JsonNode part : value) {
                if (hasLongText(part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private <T> T run(boolean large, Function<ScriptContext, T> work) {
        if (trials == 0 && !large) {
            return scripts.run(organizationId, work);
        }
        T result = scripts.runAside(organizationId, work);
        trials = Math.max(0, trials - 1);
        return result;
    }
}
