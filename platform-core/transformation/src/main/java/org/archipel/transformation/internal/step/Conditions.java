package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.archipel.javascript.Script;
import org.archipel.jsonpath.JsonPath;
import org.archipel.jsonpath.JsonPathLimitException;
import org.archipel.transformation.internal.jsonata.JsonataExpression;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Work.Test;

/** Reads the conditions of steps. */
final class Conditions {
    private static final Set<String> MEMBERS = Set.of("jsonPath", "jsonata", "field", "operator", "value");

    private Conditions() {}

    /** Empty if there is none. */
    static Optional<Test> read(JsonNode condition, Tools tools, String name, String pointer) {
        if (condition == null
                || condition.isNull()
                || condition.isTextual() && condition.textValue().isBlank()) {
            return Optional.empty();
        }
        if (condition.isTextual()) {
            Script script = Scripting.condition(tools, name, condition.textValue(), pointer)
                    .script();
            return Optional.of(document -> Scripting.test(script, document));
        }
        if (!condition.isObject()) {
            throw new Wrong(pointer, "must be a text or an object");
        }
        condition.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw new Wrong(pointer + "/" + member, "is unknown");
            }
        });
        return Optional.of(object(condition, pointer));
    }

    private static Test object(JsonNode condition, String pointer) {
        try {
            if (condition.has("jsonPath")) {
                JsonPath path = JsonPath.compile(condition.get("jsonPath").asText());
                return document -> selects(path, document);
            }
            if (condition.has("jsonata")) {
                return jsonata(condition.get("jsonata").asText());
            }
            Source field = Source.parse(condition.path("field").asText("?"));
            Comparison comparison =
                    Comparison.of(condition.path("operator").asText(""), condition.get("value"), pointer);
            return document -> comparison.holds(field.read(document));
        } catch (IllegalArgumentException e) {
            throw new Wrong(pointer, e.getMessage());
        }
    }

    static Test jsonata(String text) {
        JsonataExpression expression = JsonataExpression.compile(text);
        return document -> {
            try {
                return Scripting.timed(() -> expression.test(document));
            } catch (IllegalArgumentException e) {
                throw new StepFailure("", e.getMessage());
            }
        };
    }

    private static boolean selects(JsonPath path, JsonNode document) {
        try {
            return !path.select(document).isEmpty();
        } catch (JsonPathLimitException e) {
            throw new StepFailure("", e.getMessage());
        }
    }
}
