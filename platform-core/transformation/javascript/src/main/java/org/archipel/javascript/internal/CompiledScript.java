package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.archipel.javascript.Script;
import org.graalvm.polyglot.Source;

/** A script as callers hold it: a source, which each context evaluates once. */
final class CompiledScript implements Script {
    private final Scripts scripts;
    private final String organizationId;
    private final Source source;

    CompiledScript(Scripts scripts, String organizationId, Source source) {
        this.scripts = scripts;
        this.organizationId = organizationId;
        this.source = source;
    }

    void requireFunction() {
        if (!scripts.run(organizationId, context -> context.makesFunction(source))) {
            throw FunctionSource.noFunction();
        }
    }

    @Override
    public Optional<JsonNode> call(JsonNode... arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            throw new IllegalArgumentException("a script takes one or two arguments");
        }
        ExactNumbers numbers = new ExactNumbers();
        for (JsonNode argument : arguments) {
            numbers.collect(argument);
        }
        return scripts.run(organizationId, context -> context.call(source, arguments))
                .json()
                .map(numbers::restore);
    }

    @Override
    public boolean test(JsonNode argument) {
        return scripts.run(organizationId, context -> context.test(source, argument));
    }
}
