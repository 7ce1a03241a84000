package org.archipel.transformation.function;

import static org.archipel.transformation.function.Values.decimal;
import static org.archipel.transformation.function.Values.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.archipel.transformation.ValueFunction;

/** Functions of numbers and truth values. */
final class NumberFunctions {
    private NumberFunctions() {}

    static void addTo(Map<String, Function<Arguments, ValueFunction>> functions) {
        functions.put("toNumber", plain(UnaryOperator.identity()));
        functions.put("abs", plain(BigDecimal::abs));
        functions.put("negate", plain(BigDecimal::negate));
        functions.put("floor", plain(value -> value.setScale(0, RoundingMode.FLOOR)));
        functions.put("ceil", plain(value -> value.setScale(0, RoundingMode.CEILING)));
        functions.put("round", arguments -> {
            int scale = arguments.between(0, 1).optional(0).isPresent() ? arguments.whole(0, 0, 99) : 0;
            return value -> number(decimal(value).setScale(scale, RoundingMode.HALF_UP));
        });
        functions.put("add", with(BigDecimal::add));
        functions.put("subtract", with(BigDecimal::subtract));
        functions.put("multiply", with(BigDecimal::multiply));
        functions.put("divide", NumberFunctions::divide);
        functions.put("atLeast", with(BigDecimal::max));
        functions.put("atMost", with(BigDecimal::min));
        functions.put("toInteger", arguments -> {
            arguments.between(0, 0);
            return NumberFunctions::integer;
        });
        functions.put("toBoolean", arguments -> {
            arguments.between(0, 0);
            return NumberFunctions::bool;
        });
        functions.put("not", arguments -> {
            arguments.between(0, 0);
            return value -> BooleanNode.valueOf(!bool(value).booleanValue());
        });
    }

    private static Function<Arguments, ValueFunction> plain(UnaryOperator<BigDecimal> function) {
        return arguments -> {
            arguments.between(0, 0);
            return value -> number(function.apply(decimal(value)));
        };
    }

    private static Function<Arguments, ValueFunction> with(BinaryOperator<BigDecimal> function) {
        return arguments -> {
            BigDecimal other = arguments.between(1, 1).decimal(0);
            return value -> number(function.apply(decimal(value), other));
        };
    }

    private static ValueFunction divide(Arguments arguments) {
        BigDecimal divisor = arguments.between(1, 1).decimal(0);
        if (divisor.signum() == 0) {
            throw new IllegalArgumentException("divide takes another number than 0");
        }
        return value -> number(decimal(value).divide(divisor, MathContext.DECIMAL128));
    }

    private static JsonNode integer(JsonNode value) {
        try {
            return JsonNodeFactory.instance.numberNode(decimal(value).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("no whole number", e);
        }
    }

    private static JsonNode bool(JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        return switch (LetterCase.lower(Values.text(value).strip())) {
            case "true", "yes", "y", "on", "1" -> BooleanNode.TRUE;
            case "false", "no", "n", "off", "0" -> BooleanNode.FALSE;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
