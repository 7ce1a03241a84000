package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.PlatformException;
import org.archipel.javascript.Script;
import org.archipel.transformation.internal.jsonata.JsonataExpression;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;

/** Compiles steps of users' and extensions' own code. One that makes nothing of a whole document holds it back. */
final class CustomSteps {
    static final List<String> OPERATIONS = List.of("JAVASCRIPT", "JSONATA", "FUNCTION");

    private CustomSteps() {}

    static Action compile(StepReader step, Tools tools) {
        return switch (step.step().operation()) {
            case "JAVASCRIPT" -> javaScript(step, tools);
            case "JSONATA" -> jsonata(step);
            case "FUNCTION" -> extension(step, tools);
            default ->
                throw new Wrong(step.pointer() + "/operation", "must be one of " + String.join(", ", OPERATIONS));
        };
    }

    private interface Code {
        Optional<JsonNode> run(JsonNode value, String path);
    }

    private static Action javaScript(StepReader step, Tools tools) {
        Script script = Scripting.function(tools, "step", step.text("script"), step.pointer() + "/parameters/script");
        return placed(step, (value, path) -> Scripting.call(script, value, path));
    }

    private static Action jsonata(StepReader step) {
        try {
            JsonataExpression expression = JsonataExpression.compile(step.text("expression"));
            return placed(step, (value, path) -> {
                try {
                    return Scripting.timed(() -> expression.evaluate(value));
                } catch (IllegalArgumentException e) {
                    throw new StepFailure(path, value, e.getMessage());
                }
            });
        } catch (IllegalArgumentException e) {
            throw step.wrong("expression", e.getMessage());
        }
    }

    private static Action placed(StepReader step, Code code) {
        Source source = step.sourceOr("");
        Address target = step.targetOr(source.address().map(Address::toString).orElse(""));
        return work -> {
            JsonNode value = source.read(work.document());
            Optional<JsonNode> result = code.run(value, source.toString()).filter(made -> !made.isNull());
            if (result.isEmpty()) {
                if (target.isRoot()) {
                    return State.FILTERED;
                }
                target.remove(work.document());
                return State.APPLIED;
            }
            work.write(target, result.get());
            return State.APPLIED;
        };
    }

    /** Calls an extension's function with the values of one or several places. */
    static Action extension(StepReader step, Tools tools) {
        String name = step.text("name");
        List<Source> given = step.sources("arguments");
        List<Source> arguments = given.isEmpty() ? List.of(step.sourceOr("")) : given;
        Address target = step.targetOr("");
        Tools.ExtensionFunction function;
        try {
            function = tools.extension(name);
        } catch (IllegalArgumentException e) {
            throw step.wrong("name", e.getMessage());
        }
        String path = arguments.get(0).toString();
        return work -> {
            List<JsonNode> values = new ArrayList<>(arguments.size());
            for (Source argument : arguments) {
                JsonNode value = argument.read(work.source());
                values.add(value.isMissingNode() ? NullNode.getInstance() : value);
            }
            work.write(target, called(function, values, path));
            return State.APPLIED;
        };
    }

    private static JsonNode called(Tools.ExtensionFunction function, List<JsonNode> values, String path) {
        try {
            return function.call(values);
        } catch (PlatformException e) {
            throw new StepFailure(path, values.isEmpty() ? MissingNode.getInstance() : values.get(0), e.getMessage());
        }
    }
}
