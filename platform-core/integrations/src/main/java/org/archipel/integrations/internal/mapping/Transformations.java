package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The named functions of field mappings. Several are chained with {@code |}; some take one argument in parentheses, for example
 * {@code date(dd/MM/yyyy)} or {@code round(2)}.
 */
final class Transformations {
    private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z]+)\\s*(?:\\(([^()]*)\\))?\\s*");
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final Map<String, Function<Optional<String>, Transformation>> FUNCTIONS = functions();

    private Transformations() {}

    /** @throws IllegalArgumentException if a function is not known or its argument is wrong */
    static Transformation compile(String expression) {
        Transformation all = null;
        for (String call : expression.split("\\|", -1)) {
            Matcher matcher = CALL.matcher(call);
            if (!matcher.matches() || !FUNCTIONS.containsKey(matcher.group(1))) {
                throw new IllegalArgumentException("unknown transformation '" + call.strip() + "'; known are "
                        + String.join(", ", FUNCTIONS.keySet()));
            }
            Transformation one = FUNCTIONS.get(matcher.group(1)).apply(Optional.ofNullable(matcher.group(2)));
            all = all == null ? one : all.then(one);
        }
        return all;
    }

    private static Map<String, Function<Optional<String>, Transformation>> functions() {
        Map<String, Function<Optional<String>, Transformation>> functions = new TreeMap<>();
        functions.put("trim", plain(value -> text(text(value).strip())));
        functions.put("lower", plain(value -> text(text(value).toLowerCase(Locale.ROOT))));
        functions.put("upper", plain(value -> text(text(value).toUpperCase(Locale.ROOT))));
        functions.put("toString", plain(value -> text(text(value))));
        functions.put("toNumber", plain(value -> number(decimal(value))));
        functions.put("toInteger", plain(Transformations::integer));
        functions.put("toBoolean", plain(Transformations::bool));
        functions.put("round", Transformations::round);
        functions.put("date", DateTransformation::date);
        functions.put("dateTime", DateTransformation::dateTime);
        return functions;
    }

    private static Function<Optional<String>, Transformation> plain(Transformation transformation) {
        return argument -> {
            if (argument.isPresent()) {
                throw new IllegalArgumentException("this transformation takes no argument");
            }
            return transformation;
        };
    }

    private static Transformation round(Optional<String> argument) {
        String digits = argument.map(String::strip).orElse("0");
        if (!digits.matches("\\d{1,2}")) {
            throw new IllegalArgumentException("round takes the number of decimals, 0 to 99");
        }
        int scale = Integer.parseInt(digits);
        return value -> number(decimal(value).setScale(scale, RoundingMode.HALF_UP));
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
        return switch (text(value).strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> BooleanNode.TRUE;
            case "false", "no", "n", "off", "0" -> BooleanNode.FALSE;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /** The text of a string, number or boolean. */
    static String text(JsonNode value) {
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("an object or array is no text");
        }
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    private static JsonNode number(BigDecimal value) {
        return DecimalNode.valueOf(value);
    }

    private static BigDecimal decimal(JsonNode value) {
        if (value.isNumber()) {
            return bounded(value.decimalValue());
        }
        String text = text(value).strip();
        if (text.length() > MAX_NUMBER_LENGTH) {
            throw new IllegalArgumentException("too long for a number");
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no number", e);
        }
    }

    /** A number such as 1e999999999 is short as text and huge when it is written out. */
    private static BigDecimal bounded(BigDecimal value) {
        if (Math.abs((long) value.scale()) > 400) {
            throw new IllegalArgumentException("a number out of range");
        }
        return value;
    }
}
