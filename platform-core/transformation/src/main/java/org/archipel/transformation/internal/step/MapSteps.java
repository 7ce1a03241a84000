package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.archipel.javascript.Script;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.function.Functions;
import org.archipel.transformation.function.Growth;
import org.archipel.transformation.function.Values;
import org.archipel.transformation.internal.jsonata.JsonataExpression;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;

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
            case "COPY" -> valued(step, chain(step, false));
            case "CONVERT" -> valued(step, chain(step, true));
            case "MOVE" -> moved(step, step.target());
            case "RENAME" -> moved(step, renamed(step));
            case "REMOVE" -> removal(step);
            case "CONSTANT" -> constant(step, false);
            case "DEFAULT" -> constant(step, true);
            case "TEMPLATE" -> template(step);
            case "SPLIT" -> split(step);
            case "JOIN" -> join(step);
            case "LOOKUP" -> valued(step, lookup(step));
            case "EACH" -> valued(step, each(step));
            case "JAVASCRIPT" -> valued(step, javaScript(step));
            case "JSONATA" -> valued(step, jsonata(step));
            case "FUNCTION" -> CustomSteps.extension(step, tools);
            default ->
                throw new StepReader.Wrong(
                        step.pointer() + "/operation", "must be one of " + String.join(", ", OPERATIONS));
        };
    }

    /** Reads a value, makes another of it, writes that. */
    private Action valued(StepReader step, ValueFunction function) {
        Source source = step.step().operation().startsWith("J") ? step.sourceOr("") : step.source();
        return put(
                source,
                step.target(),
                function,
                step.flag("required"),
                step.step().defaultValue());
    }

    private static Action put(
            Source source, Address target, ValueFunction function, boolean required, JsonNode otherwise) {
        return work -> {
            JsonNode value = source.read(work.source());
            if (value.isMissingNode() || value.isNull()) {
                if (otherwise != null) {
                    write(work, target, copy(otherwise, target));
                    return State.APPLIED;
                }
                if (required) {
                    throw new StepFailure(source.toString(), "is required and missing");
                }
                return State.SKIPPED;
            }
            JsonNode result = apply(function, value, source);
            if (!result.isMissingNode()) {
                write(work, target, copy(result, target));
            }
            return State.APPLIED;
        };
    }

    private static JsonNode apply(ValueFunction function, JsonNode value, Source source) {
        try {
            return function.apply(value);
        } catch (IllegalArgumentException e) {
            throw new StepFailure(source.toString(), value, e.getMessage());
        }
    }

    /** A value that shares nothing with another place. @param target where it goes */
    static JsonNode copy(JsonNode value, Address target) {
        try {
            return Growth.copy(value);
        } catch (IllegalArgumentException e) {
            throw new StepFailure(target.toString(), e.getMessage());
        }
    }

    static void write(Work work, Address target, JsonNode value) {
        try {
            work.replace(target.write(work.document(), value));
        } catch (IllegalArgumentException e) {
            throw new StepFailure(target.toString(), e.getMessage());
        }
    }

    private ValueFunction chain(StepReader step, boolean required) {
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

    private Action moved(StepReader step, Address target) {
        Address from = place(step);
        Action copy = put(
                step.source(),
                target,
                chain(step, false),
                step.flag("required"),
                step.step().defaultValue());
        return work -> {
            State state = copy.run(work);
            if (state == State.APPLIED && !from.toString().equals(target.toString())) {
                from.remove(work.document());
            }
            return state;
        };
    }

    private static Address place(StepReader step) {
        return step.source()
                .address()
                .filter(address -> !address.isRoot())
                .orElseThrow(() -> new StepReader.Wrong(step.pointer() + "/source", "must be a single place"));
    }

    private static Address renamed(StepReader step) {
        String target = step.step().target();
        return target == null || target.startsWith("/")
                ? step.target()
                : place(step).sibling(target);
    }

    private static Action removal(StepReader step) {
        Address place = step.step().target() == null ? place(step) : step.target();
        return work -> {
            place.remove(work.document());
            return State.APPLIED;
        };
    }

    private static Action constant(StepReader step, boolean onlyIfAbsent) {
        Address target = step.target();
        JsonNode value = step.required("value");
        return work -> {
            if (onlyIfAbsent) {
                JsonNode present = target.read(work.document());
                if (!present.isMissingNode() && !present.isNull()) {
                    return State.SKIPPED;
                }
            }
            write(work, target, copy(value, target));
            return State.APPLIED;
        };
    }

    private Action template(StepReader step) {
        Address target = step.target();
        Template template = Template.parse(step.text("template"), tools, step.pointer() + "/parameters/template");
        return work -> {
            write(work, target, template.fill(work.source()));
            return State.APPLIED;
        };
    }

    private Action split(StepReader step) {
        String separator = step.text("separator");
        int limit = step.whole("limit", 0, 0, 10_000);
        boolean trim = step.flag("trim");
        List<Address> targets = step.addresses("targets");
        if (targets.isEmpty()) {
            return valued(step, value -> Functions.split(Values.text(value), separator, limit, trim));
        }
        Source source = step.source();
        return work -> {
            JsonNode value = source.read(work.source());
            if (value.isMissingNode() || value.isNull()) {
                return State.SKIPPED;
            }
            JsonNode parts =
                    apply(text -> Functions.split(Values.text(text), separator, targets.size(), trim), value, source);
            for (int i = 0; i < parts.size(); i++) {
                write(work, targets.get(i), parts.get(i));
            }
            return State.APPLIED;
        };
    }

    private Action join(StepReader step) {
        String separator = step.optionalText("separator").orElse("");
        boolean skipEmpty = step.flag("skipEmpty");
        List<Source> sources = step.sources("sources");
        if (sources.isEmpty()) {
            return valued(step, value -> Functions.join(elements(value), separator, skipEmpty));
        }
        Address target = step.target();
        return work -> {
            List<JsonNode> values = new ArrayList<>(sources.size());
            sources.forEach(source -> values.add(source.read(work.source())));
            try {
                write(work, target, Functions.join(values, separator, skipEmpty));
            } catch (IllegalArgumentException e) {
                throw new StepFailure("", e.getMessage());
            }
            return State.APPLIED;
        };
    }

    private static JsonNode elements(JsonNode value) {
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
