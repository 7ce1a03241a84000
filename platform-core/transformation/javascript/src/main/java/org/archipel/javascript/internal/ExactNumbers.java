package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;

/**
 * The numbers of a call's arguments that JavaScript cannot hold. A result that has the number which JavaScript made of one gets the
 * original back, so that identifiers past 2^53 survive a function that does not touch them.
 */
final class ExactNumbers {
    private static final long MOST_EXACT = 1L << 53;
    private static final int MOST_SCALE = 1_000;

    /** What JavaScript makes of a number, to the number; or to null if several became the same. */
    private Map<Double, JsonNode> originals = Map.of();

    void collect(JsonNode value) {
        if (value.isNumber()) {
            if (!fits(value)) {
                remember(value);
            }
        } else if (value.isContainerNode()) {
            value.forEach(this::collect);
        }
    }

    private static boolean fits(JsonNode number) {
        return switch (number.numberType()) {
            case INT, FLOAT, DOUBLE -> true;
            case LONG -> Math.abs(number.longValue()) <= MOST_EXACT;
            case BIG_INTEGER -> false;
            case BIG_DECIMAL -> fits(number.decimalValue());
        };
    }

    private static boolean fits(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_SCALE) {
            throw new ScriptException(Reason.VALUE, "a number is out of range");
        }
        double nearest = number.doubleValue();
        return !Double.isInfinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
    }

    private void remember(JsonNode number) {
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest)) {
            throw new ScriptException(Reason.VALUE, "a number is out of range");
        }
        if (originals.isEmpty()) {
            originals = new HashMap<>();
        }
        JsonNode other = originals.putIfAbsent(nearest, number);
        if (other != null && other.decimalValue().compareTo(number.decimalValue()) != 0) {
            throw new ScriptException(
                    Reason.VALUE,
                    "two large numbers are the same for JavaScript; turn them into texts before this step");
        }
    }

    JsonNode restore(JsonNode result) {
        return originals.isEmpty() ? result : restored(result);
    }

    private JsonNode restored(JsonNode value) {
        if (value.isNumber()) {
            return originals.getOrDefault(value.doubleValue(), value);
        }
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(restored(field.getValue())));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, restored(array.get(i)));
            }
        }
        return value;
    }
}
