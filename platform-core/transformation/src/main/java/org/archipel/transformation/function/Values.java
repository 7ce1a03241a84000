package org.archipel.transformation.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;

/** Values as texts and numbers; what is too large for either is refused. */
public final class Values {
    private static final int MOST_DIGITS = 100;
    private static final int MOST_SCALE = 400;
    private static final int MOST_CHARACTERS = 1 << 20;

    private Values() {}

    /** The text of a string, number or boolean. */
    public static String text(JsonNode value) {
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("an object or array is no text");
        }
        return value.isFloatingPointNumber() && isFinite(value)
                ? bounded(value.decimalValue()).toPlainString()
                : value.asText();
    }

    public static JsonNode text(String value) {
        if (value.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("the text would be longer than " + MOST_CHARACTERS + " characters");
        }
        Growth.made(value);
        return TextNode.valueOf(value);
    }

    /** @throws IllegalArgumentException if what is made so far is too long for a text */
    public static void requireShort(StringBuilder text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("the text would be longer than " + MOST_CHARACTERS + " characters");
        }
    }

    /** The number that the value is or says. */
    public static BigDecimal decimal(JsonNode value) {
        if (value.isNumber()) {
            if (!isFinite(value)) {
                throw new IllegalArgumentException("a number out of range");
            }
            return bounded(value.decimalValue());
        }
        return decimal(text(value).strip());
    }

    /** The number that the text says. */
    public static BigDecimal decimal(String text) {
        if (text.length() > MOST_DIGITS) {
            throw new IllegalArgumentException("too long for a number");
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no number", e);
        }
    }

    public static JsonNode number(BigDecimal value) {
        return DecimalNode.valueOf(bounded(value));
    }

    /** A number such as 1e999999999 is short as text and huge when it is written out. */
    private static BigDecimal bounded(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MOST_SCALE) {
            throw new IllegalArgumentException("a number out of range");
        }
        return value;
    }

    /** Compares two numbers by their value; a double may be none that can be written out. */
    public static int compareNumbers(JsonNode one, JsonNode other) {
        return isFinite(one) && isFinite(other)
                ? one.decimalValue().compareTo(other.decimalValue())
                : Double.compare(one.doubleValue(), other.doubleValue());
    }

    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }

    /** Whether two values are the same, numbers by their value. */
    public static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return compareNumbers(one, other) == 0;
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.properties().stream()
                            .allMatch(field ->
                                    other.has(field.getKey()) && same(field.getValue(), other.get(field.getKey())));
        }
        if (one.isArray() && other.isArray()) {
            for (int i = 0; i < one.size(); i++) {
                if (i >= other.size() || !same(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return one.size() == other.size();
        }
        return one.equals(other);
    }
}
