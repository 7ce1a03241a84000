package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.archipel.javascript.Script;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.function.Values;
import org.archipel.transformation.internal.jsonata.JsonataExpression;
import org.archipel.transformation.internal.step.Work.Action;

/** Compiles the steps of mappings. */
final class MapSteps {
    static final List<String> OPERATIONS = List.of(
            "COPY",
            "MOVE",
            "RENAME",
            "REMOVE",
            "CONSTANT",
            "DEFAULT",
            "TEMPLATE",
            "SPLIT",
            "JOIN",
            "LOOKUP",
            "CONVERT",
            "EACH",
            "JAVASCRIPT",
            "JSONATA",
            "FUNCTION");

    private final Tools tools;
    private final BiFunction<StepReader, String, Function<JsonNode, JsonNode>> nested;

    /** @param nested compiles the rules within {@code EACH}: makes an element of an element */
    MapSteps(Tools tools, BiFunction<StepReader, String, Function<JsonNode, JsonNode>> nested) {
        this.tools = tools;
        this.nested = nested;
    }

    Action compile(StepReader step) {
        return switch (step.step().operation()) {
            case "COPY" -> ValueStep.of(step, ValueStep.functions(step, tools, false));
            case "CONVERT" -> ValueStep.of(step, ValueStep.functions(step, tools, true));
            case "MOVE" -> PlaceSteps.move(step, tools);
            case "RENAME" -> PlaceSteps.rename(step, tools);
            case "REMOVE" -> PlaceSteps.remove(step);
            case "CONSTANT" -> PlaceSteps.constant(step, false);
            case "DEFAULT" -> PlaceSteps.constant(step, true);
            case "TEMPLATE" -> TextSteps.template(step, tools);
            case "SPLIT" -> TextSteps.split(step);
            case "JOIN" -> TextSteps.join(step);
            case "LOOKUP" -> ValueStep.of(step, lookup(step));
            case "EACH" -> ValueStep.of(step, each(step));
            case "JAVASCRIPT" -> ValueStep.of(step, javaScript(step));
            case "JSONATA" -> ValueStep.of(step, jsonata(step));
            case "FUNCTION" -> CustomSteps.extension(step, tools);
            default ->
                throw new StepReader.Wrong(
                        step.pointer() + "/operation", "must be one of " + String.join(", ", OPERATIONS));
        };
    }

    /** @throws IllegalArgumentException if it is no array */
    static JsonNode elements(JsonNode value) {
        if (!value.isArray()) {
            throw new IllegalArgumentException("no array");
        }
        return value;
    }

    private static ValueFunction lookup(StepReader step) {
        JsonNode table = step.required("table");
        if (!table.isObject()) {
            throw step.wrong("table", "must be an object");
        }
        Map<String, JsonNode> values = new HashMap<>();
        table.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        JsonNode otherwise = step.node("otherwise");
        boolean keep = step.flag("keepUnknown");
        return value -> {
            JsonNode found = values.get(Values.text(value));
            if (found != null) {
                return found;
            }
            if (!otherwise.isMissingNode()) {
                return otherwise;
            }
            if (keep) {
                return value;
            }
            throw new IllegalArgumentException("is not in the table");
        };
    }

    private ValueFunction each(StepReader step) {
        Function<JsonNode, JsonNode> element = nested.apply(step, step.pointer() + "/parameters/rules");
        return value -> {
            ArrayNode made = JsonNodeFactory.instance.arrayNode(value.size());
            elements(value).forEach(from -> made.add(element.apply(from)));
            return made;
        };
    }

    private ValueFunction javaScript(StepReader step) {
        Script script = Scripting.function(tools, "step", step.text("script"), step.pointer() + "/parameters/script");
        String path = step.sourceOr("").toString();
        return value -> Scripting.call(script, value, path).orElse(MissingNode.getInstance());
    }

    private static ValueFunction jsonata(StepReader step) {
        try {
            JsonataExpression expression = JsonataExpression.compile(step.text("expression"));
            return value -> Scripting.timed(() -> expression.evaluate(value)).orElse(MissingNode.getInstance());
        } catch (IllegalArgumentException e) {
            throw step.wrong("expression", e.getMessage());
        }
    }
}
