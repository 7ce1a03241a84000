package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;
import org.archipel.jsonpath.BoundedPattern;
import org.archipel.jsonpath.JsonPathLimitException;
import org.archipel.transformation.function.Values;
import org.archipel.transformation.internal.step.StepReader.Wrong;

/** A value compared with another: numbers with numbers, texts with texts, so ISO-8601 times as times. Immutable. */
@FunctionalInterface
interface Comparison {
    boolean holds(JsonNode value);

    /** How values compare. */
    enum Operator {
        EQUALS,
        NOT_EQUALS,
        GREATER_THAN,
        GREATER_OR_EQUAL,
        LESS_THAN,
        LESS_OR_EQUAL,
        IN,
        NOT_IN,
        CONTAINS,
        STARTS_WITH,
        ENDS_WITH,
        MATCHES,
        EXISTS,
        NOT_EXISTS
    }

    static List<String> names() {
        return Arrays.stream(Operator.values()).map(Enum::name).toList();
    }

    /** @param pointer of what holds {@code operator} and {@code value} */
    static Comparison of(String name, JsonNode value, String pointer) {
        if (!names().contains(name)) {
            throw new Wrong(pointer + "/operator", "must be one of " + String.join(", ", names()));
        }
        Operator operator = Operator.valueOf(name);
        if (!fits(operator, value)) {
            throw new Wrong(pointer + "/value", "does not fit the operator " + operator);
        }
        return switch (operator) {
            case EQUALS -> field -> same(field, value);
            case NOT_EQUALS -> field -> !same(field, value);
            case GREATER_THAN -> ordered(value, order -> order > 0);
            case GREATER_OR_EQUAL -> ordered(value, order -> order >= 0);
            case LESS_THAN -> ordered(value, order -> order < 0);
            case LESS_OR_EQUAL -> ordered(value, order -> order <= 0);
            case IN -> field -> within(value, field);
            case NOT_IN -> field -> !within(value, field);
            case CONTAINS ->
                field -> field.isArray()
                        ? within(field, value)
                        : field.isTextual() && field.textValue().contains(value.asText());
            case STARTS_WITH -> field -> field.isTextual() && field.textValue().startsWith(value.textValue());
            case ENDS_WITH -> field -> field.isTextual() && field.textValue().endsWith(value.textValue());
            case MATCHES -> matching(value.textValue(), pointer);
            case EXISTS -> field -> !absent(field);
            case NOT_EXISTS -> Comparison::absent;
        };
    }

    private static boolean fits(Operator operator, JsonNode value) {
        return switch (operator) {
            case EXISTS, NOT_EXISTS -> value == null || value.isNull();
            case IN, NOT_IN -> value != null && value.isArray();
            case STARTS_WITH, ENDS_WITH, MATCHES -> value != null && value.isTextual();
            case GREATER_THAN, GREATER_OR_EQUAL, LESS_THAN, LESS_OR_EQUAL ->
                value != null && (value.isTextual() || value.isNumber());
            case EQUALS, NOT_EQUALS, CONTAINS -> value != null;
        };
    }

    private static Comparison matching(String expression, String pointer) {
        try {
            BoundedPattern pattern = BoundedPattern.compile(expression);
            return field -> field.isTextual() && found(pattern, field.textValue());
        } catch (PatternSyntaxException e) {
            throw new Wrong(pointer + "/value", "is no regular expression: " + e.getDescription());
        }
    }

    static boolean found(BoundedPattern pattern, String text) {
        try {
            return pattern.isFoundIn(text);
        } catch (JsonPathLimitException e) {
            throw new StepFailure("", e.getMessage());
        }
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean same(JsonNode field, JsonNode value) {
        return absent(field) ? value.isNull() : Values.same(field, value);
    }

    private static boolean within(JsonNode values, JsonNode field) {
        for (JsonNode value : values) {
            if (same(field, value)) {
                return true;
            }
        }
        return false;
    }

    private static Comparison ordered(JsonNode value, IntPredicate order) {
        return field -> {
            if (field.isNumber() && value.isNumber()) {
                return order.test(Values.compareNumbers(field, value));
            }
            return field.isTextual()
                    && value.isTextual()
                    && order.test(field.textValue().compareTo(value.textValue()));
        };
    }
}
