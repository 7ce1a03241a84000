package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.transformation.function.Values;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.schema.DocumentSchema;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;
import org.archipel.transformation.internal.step.Work.Test;

/** Compiles the steps of validations: a schema for the whole document or a part of it, and rules for single fields. */
final class ValidateSteps {
    static final List<String> OPERATIONS = List.of(
            "SCHEMA", "REQUIRED", "TYPE", "PATTERN", "RANGE", "LENGTH", "ONE_OF", "FORMAT", "UNIQUE", "CONDITION");

    private ValidateSteps() {}

    static Action compile(StepReader step, Tools tools) {
        return switch (step.step().operation()) {
            case "SCHEMA" -> schema(step, step.required("schema"));
            case "REQUIRED" -> required(step);
            case "TYPE" -> present(step, keyword("type", lowered(step.text("type"))));
            case "PATTERN" -> present(step, keyword("pattern", step.required("pattern")));
            case "RANGE" -> present(step, range(step, "minimum", "maximum"));
            case "LENGTH" -> present(step, length(step));
            case "ONE_OF" -> present(step, keyword("enum", step.required("values")));
            case "FORMAT" -> present(step, keyword("format", format(step)));
            case "UNIQUE" -> unique(step);
            case "CONDITION" -> condition(step, tools);
            default ->
                throw new Wrong(step.pointer() + "/operation", "must be one of " + String.join(", ", OPERATIONS));
        };
    }

    private static JsonNode lowered(String type) {
        return JsonNodeFactory.instance.textNode(type.toLowerCase(Locale.ROOT));
    }

    /** In a schema an unknown format is a remark (validation, section 7.2.3); a step for it would check nothing. */
    private static JsonNode format(StepReader step) {
        if (!DocumentSchema.FORMATS.contains(step.text("format"))) {
            throw step.wrong("format", "must be one of " + String.join(", ", DocumentSchema.FORMATS));
        }
        return step.required("format");
    }

    private static ObjectNode keyword(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }

    private static ObjectNode range(StepReader step, String least, String most) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "number");
        JsonNode min = step.node("min");
        JsonNode max = step.node("max");
        if (!min.isNumber() && !max.isNumber()) {
            throw step.wrong("min", "min or max is required, as a number");
        }
        if (min.isNumber()) {
            schema.set(least, min);
        }
        if (max.isNumber()) {
            schema.set(most, max);
        }
        return schema;
    }

    private static ObjectNode length(StepReader step) {
        ObjectNode schema = range(step, "minLength", "maxLength");
        schema.remove("type");
        if (schema.has("minLength")) {
            schema.set("minItems", schema.get("minLength"));
        }
        if (schema.has("maxLength")) {
            schema.set("maxItems", schema.get("maxLength"));
        }
        return schema;
    }

    private static Action schema(StepReader step, JsonNode schema) {
        Source source = step.sourceOr("");
        DocumentSchema compiled = compiled(step, schema, "/schema");
        return work -> {
            check(compiled, source, source.read(work.document()));
            return State.APPLIED;
        };
    }

    /** A rule that holds for a value if there is one. */
    private static Action present(StepReader step, JsonNode schema) {
        Source source = step.source();
        DocumentSchema compiled = compiled(step, schema, "");
        return work -> {
            JsonNode value = source.read(work.document());
            if (value.isMissingNode() || value.isNull()) {
                return State.SKIPPED;
            }
            check(compiled, source, value);
            return State.APPLIED;
        };
    }

    /** @param parameter which of the step's parameters the schema is; empty if it is made of several, which its keywords stand for */
    private static DocumentSchema compiled(StepReader step, JsonNode schema, String parameter) {
        try {
            return DocumentSchema.compile(schema);
        } catch (ValidationException e) {
            FieldError error = e.errors().get(0);
            String place = parameter.isEmpty() ? parameter(error.pointer()) : parameter + error.pointer();
            throw new Wrong(step.pointer() + "/parameters" + place, error.message());
        }
    }

    private static String parameter(String keyword) {
        return switch (keyword) {
            case "/minimum", "/minLength", "/minItems" -> "/min";
            case "/maximum", "/maxLength", "/maxItems" -> "/max";
            case "/enum" -> "/values";
            default -> keyword;
        };
    }

    private static void check(DocumentSchema schema, Source source, JsonNode value) {
        List<FieldError> errors = schema.check(value);
        if (!errors.isEmpty()) {
            throw new Violations(source, value, errors);
        }
    }

    private static Action required(StepReader step) {
        Source source = step.source();
        return work -> {
            JsonNode value = source.read(work.document());
            if (value.isMissingNode()
                    || value.isNull()
                    || value.isTextual() && value.textValue().isBlank()) {
                throw new StepFailure(source.toString(), value, "is required");
            }
            return State.APPLIED;
        };
    }

    private static Action unique(StepReader step) {
        Source source = step.source();
        Source key = step.optionalSource("by");
        return work -> {
            HashSet<String> seen = new HashSet<>();
            List<JsonNode> elements = new ArrayList<>();
            source.read(work.document()).forEach(elements::add);
            for (int i = 0; i < elements.size(); i++) {
                JsonNode value = key.read(elements.get(i));
                String text = text(value, source + "/" + i);
                if (!seen.add(text)) {
                    throw new StepFailure(source + "/" + i, value, "is not unique");
                }
            }
            return State.APPLIED;
        };
    }

    private static String text(JsonNode value, String path) {
        try {
            return value.isNumber() ? Values.decimal(value).stripTrailingZeros().toString() : value.toString();
        } catch (IllegalArgumentException e) {
            throw new StepFailure(path, value, e.getMessage());
        }
    }

    private static Action condition(StepReader step, Tools tools) {
        Test test = Conditions.read(step.step().condition(), tools, "condition", step.pointer() + "/condition")
                .orElseThrow(() -> new Wrong(step.pointer() + "/condition", "is required"));
        String message = step.optionalText("message").orElse("the condition does not hold");
        String path = step.sourceOr("").toString();
        return work -> {
            if (!test.holds(work.document())) {
                throw new StepFailure(path, BooleanNode.FALSE, message);
            }
            return State.APPLIED;
        };
    }
}
