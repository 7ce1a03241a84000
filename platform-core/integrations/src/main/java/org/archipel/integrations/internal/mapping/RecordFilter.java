package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.archipel.api.error.FieldError;
import org.archipel.integrations.internal.model.FilterRule;

/** Filter rules, compiled: lets a source record through if all of them hold. Immutable and thread-safe. */
public final class RecordFilter {
    private final List<Predicate<JsonNode>> rules;

    private RecordFilter(List<Predicate<JsonNode>> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Compiles the rules; adds what is wrong to the errors, with pointers below the given one. */
    public static RecordFilter compile(List<FilterRule> rules, String pointer, List<FieldError> errors) {
        List<Predicate<JsonNode>> compiled = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            compile(rules.get(i), pointer + "/" + i, compiled, errors);
        }
        return new RecordFilter(compiled);
    }

    /** Whether the record goes on. */
    public boolean accepts(JsonNode source) {
        for (Predicate<JsonNode> rule : rules) {
            if (!rule.test(source)) {
                return false;
            }
        }
        return true;
    }

    private static void compile(
            FilterRule rule, String at, List<Predicate<JsonNode>> compiled, List<FieldError> errors) {
        int before = errors.size();
        if (rule.field() == null || rule.field().isBlank()) {
            errors.add(new FieldError(at + "/field", "is required"));
        }
        if (rule.operator() == null) {
            errors.add(new FieldError(at + "/operator", "is required"));
        } else {
            checkValue(rule, at + "/value", errors);
        }
        if (errors.size() > before) {
            return;
        }
        try {
            FieldPath path = FieldPath.parse(rule.field());
            Predicate<JsonNode> test = predicate(rule.operator(), rule.value());
            compiled.add(record -> test.test(path.read(record)));
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(at + "/field", e.getMessage()));
        }
    }

    private static void checkValue(FilterRule rule, String at, List<FieldError> errors) {
        JsonNode value = rule.value();
        boolean fits = switch (rule.operator()) {
            case EXISTS, NOT_EXISTS -> value == null || value.isNull();
            case IN, NOT_IN -> value != null && value.isArray();
            case CONTAINS, STARTS_WITH -> value != null && value.isTextual();
            case GREATER_THAN, GREATER_OR_EQUAL, LESS_THAN, LESS_OR_EQUAL ->
                value != null && (value.isTextual() || value.isNumber());
            case EQUALS, NOT_EQUALS -> value != null && value.isValueNode();
        };
        if (!fits) {
            errors.add(new FieldError(at, "does not fit the operator " + rule.operator()));
        }
    }

    private static Predicate<JsonNode> predicate(FilterRule.Operator operator, JsonNode value) {
        return switch (operator) {
            case EQUALS -> field -> same(field, value);
            case NOT_EQUALS -> field -> !same(field, value);
            case GREATER_THAN -> compared(value, order -> order > 0);
            case GREATER_OR_EQUAL -> compared(value, order -> order >= 0);
            case LESS_THAN -> compared(value, order -> order < 0);
            case LESS_OR_EQUAL -> compared(value, order -> order <= 0);
            case IN -> field -> contains(value, field);
            case NOT_IN -> field -> !contains(value, field);
            case CONTAINS -> field -> holds(field, value);
            case STARTS_WITH -> field -> field.isTextual() && field.textValue().startsWith(value.textValue());
            case EXISTS -> field -> !absent(field);
            case NOT_EXISTS -> RecordFilter::absent;
        };
    }

    private static boolean absent(JsonNode field) {
        return field.isMissingNode() || field.isNull();
    }

    private static boolean same(JsonNode field, JsonNode value) {
        if (field.isNumber() && value.isNumber()) {
            return compare(field, value) == 0;
        }
        return absent(field) ? value.isNull() : field.equals(value);
    }

    private static int compare(JsonNode one, JsonNode other) {
        return isFinite(one) && isFinite(other)
                ? one.decimalValue().compareTo(other.decimalValue())
                : Double.compare(one.doubleValue(), other.doubleValue());
    }

    // 1e400 is read as an infinite number, and what computes may give what is none: neither has a decimal value.
    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }

    private static boolean contains(JsonNode values, JsonNode field) {
        for (JsonNode value : values) {
            if (same(field, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(JsonNode field, JsonNode value) {
        return field.isArray()
                ? contains(field, value)
                : field.isTextual() && field.textValue().contains(value.textValue());
    }

    /** Numbers compare as numbers, texts as texts; so ISO-8601 times compare as times. Anything else does not compare. */
    private static Predicate<JsonNode> compared(JsonNode value, IntPredicate order) {
        return field -> {
            if (field.isNumber() && value.isNumber()) {
                return order.test(compare(field, value));
            }
            return field.isTextual()
                    && value.isTextual()
                    && order.test(field.textValue().compareTo(value.textValue()));
        };
    }
}
