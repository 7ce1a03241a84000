package org.archipel.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Iterator;
import java.util.Map;
import org.archipel.jsonpath.Query.Operator;

/** Compares JSON values as RFC 9535 does (section 2.3.5.2.2): numbers by value, text by code point. */
final class Values {
    private Values() {}

    static boolean compare(JsonNode left, Operator operator, JsonNode right) {
        return switch (operator) {
            case EQUAL -> equal(left, right);
            case NOT_EQUAL -> !equal(left, right);
            case LESS -> less(left, right);
            case GREATER -> less(right, left);
            case AT_MOST -> less(left, right) || equal(left, right);
            case AT_LEAST -> less(right, left) || equal(left, right);
        };
    }

    static JsonNode length(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue();
            return LongNode.valueOf(text.codePointCount(0, text.length()));
        }
        return value.isContainerNode() ? LongNode.valueOf(value.size()) : MissingNode.getInstance();
    }

    private static boolean less(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return compareNumbers(left, right) < 0;
        }
        return left.isTextual() && right.isTextual() && compareCodePoints(left.textValue(), right.textValue()) < 0;
    }

    /** A double may be one that cannot be written out. */
    private static int compareNumbers(JsonNode left, JsonNode right) {
        return isFinite(left) && isFinite(right)
                ? left.decimalValue().compareTo(right.decimalValue())
                : Double.compare(left.doubleValue(), right.doubleValue());
    }

    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }

    private static boolean equal(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return compareNumbers(left, right) == 0;
        }
        if (left.getNodeType() != right.getNodeType() || left.size() != right.size()) {
            return false;
        }
        if (left.isArray()) {
            Iterator<JsonNode> others = right.iterator();
            for (JsonNode element : left) {
                if (!equal(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (left.isObject()) {
            for (Map.Entry<String, JsonNode> member : left.properties()) {
                JsonNode other = right.get(member.getKey());
                if (other == null || !equal(member.getValue(), other)) {
                    return false;
                }
            }
            return true;
        }
        return left.equals(right);
    }

    /** Surrogates sort below U+E000 in UTF-16 but above it as code points. */
    private static int compareCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        int i = 0;
        while (i < length) {
            int a = left.codePointAt(i);
            int b = right.codePointAt(i);
            if (a != b) {
                return Integer.compare(a, b);
            }
            i += Character.charCount(a);
        }
        return Integer.compare(left.length(), right.length());
    }
}
