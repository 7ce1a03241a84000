package org.archipel.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.archipel.jsonpath.Query.Condition;
import org.archipel.jsonpath.Query.Operand;

/** Evaluates filter conditions. The RFC's «Nothing» is Jackson's {@link MissingNode}. */
final class FilterEvaluator {
    private final Evaluator evaluator;

    FilterEvaluator(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    boolean holds(Condition condition, JsonNode current) {
        if (condition instanceof Condition.Or or) {
            return or.parts().stream().anyMatch(part -> holds(part, current));
        }
        if (condition instanceof Condition.And and) {
            return and.parts().stream().allMatch(part -> holds(part, current));
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.part(), current);
        }
        if (condition instanceof Condition.Exists exists) {
            return !evaluator.select(exists.query(), current).isEmpty();
        }
        if (condition instanceof Condition.Holds test) {
            return matches(test.call(), current);
        }
        Condition.Comparison comparison = (Condition.Comparison) condition;
        return Values.compare(
                value(comparison.left(), current), comparison.operator(), value(comparison.right(), current));
    }

    private JsonNode value(Operand operand, JsonNode current) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value();
        }
        if (operand instanceof Operand.Nodes nodes) {
            return single(evaluator.select(nodes.query(), current));
        }
        Operand.Call call = (Operand.Call) operand;
        Operand argument = call.arguments().get(0);
        return switch (call.function()) {
            case LENGTH -> Values.length(value(argument, current));
            case COUNT -> LongNode.valueOf(nodes(argument, current).size());
            case VALUE -> single(nodes(argument, current));
            case MATCH, SEARCH -> throw new IllegalStateException("a truth value is no value");
        };
    }

    private List<JsonNode> nodes(Operand operand, JsonNode current) {
        return evaluator.select(((Operand.Nodes) operand).query(), current);
    }

    private boolean matches(Operand.Call call, JsonNode current) {
        JsonNode text = value(call.arguments().get(0), current);
        JsonNode pattern = value(call.arguments().get(1), current);
        if (!text.isTextual() || !pattern.isTextual()) {
            return false;
        }
        return InteroperableRegex.of(pattern.textValue())
                .map(regex -> call.function() == Query.Function.MATCH
                        ? regex.matches(text.textValue())
                        : regex.isFoundIn(text.textValue()))
                .orElse(false);
    }

    private static JsonNode single(List<JsonNode> nodes) {
        return nodes.size() == 1 ? nodes.get(0) : MissingNode.getInstance();
    }
}
