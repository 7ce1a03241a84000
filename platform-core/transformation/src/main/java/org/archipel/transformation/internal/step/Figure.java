package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.Set;
import org.archipel.transformation.function.Functions;
import org.archipel.transformation.function.Growth;
import org.archipel.transformation.function.ValueKey;

/** One figure of a group, grown value by value. Belongs to one aggregation. */
abstract class Figure {
    private static final int MOST_COLLECTED = 100_000;

    /** @param value neither missing nor null */
    abstract void add(JsonNode value);

    /** Null if nothing was added and there is no figure of nothing. */
    abstract JsonNode result();

    static Figure of(String operation, boolean unique) {
        return switch (operation) {
            case "COUNT" -> new Count(unique);
            case "SUM" -> new Sum(false);
            case "AVG" -> new Sum(true);
            case "MIN" -> new Pick((present, value) -> Functions.compare(value, present) < 0);
            case "MAX" -> new Pick((present, value) -> Functions.compare(value, present) > 0);
            case "FIRST" -> new Pick((present, value) -> false);
            case "LAST" -> new Pick((present, value) -> true);
            case "COLLECT" -> new Collect(unique);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static final class Count extends Figure {
        private final Set<ValueKey> seen;
        private long count;

        Count(boolean unique) {
            seen = unique ? new HashSet<>() : null;
        }

        @Override
        void add(JsonNode value) {
            if (seen == null || seen.add(new ValueKey(value))) {
                count++;
            }
        }

        @Override
        JsonNode result() {
            return LongNode.valueOf(count);
        }
    }

    private static final class Sum extends Figure {
        private final boolean average;
        private BigDecimal sum = BigDecimal.ZERO;
        private long count;

        Sum(boolean average) {
            this.average = average;
        }

        @Override
        void add(JsonNode value) {
            if (!value.isNumber()) {
                throw new IllegalArgumentException("no number");
            }
            sum = sum.add(org.archipel.transformation.function.Values.decimal(value));
            count++;
        }

        @Override
        JsonNode result() {
            if (average && count == 0) {
                return NullNode.getInstance();
            }
            BigDecimal value = average ? sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64) : sum;
            return DecimalNode.valueOf(value);
        }
    }

    private interface Better {
        boolean than(JsonNode present, JsonNode value);
    }

    private static final class Pick extends Figure {
        private final Better better;
        private JsonNode present;

        Pick(Better better) {
            this.better = better;
        }

        @Override
        void add(JsonNode value) {
            if (present == null || better.than(present, value)) {
                present = value;
            }
        }

        @Override
        JsonNode result() {
            return present == null ? NullNode.getInstance() : Growth.copy(present);
        }
    }

    private static final class Collect extends Figure {
        private final Set<ValueKey> seen;
        private final ArrayNode collected = JsonNodeFactory.instance.arrayNode();

        Collect(boolean unique) {
            seen = unique ? new HashSet<>() : null;
        }

        @Override
        void add(JsonNode value) {
            if (collected.size() >= MOST_COLLECTED) {
                throw new IllegalArgumentException("more than " + MOST_COLLECTED + " values in a group");
            }
            if (seen == null || seen.add(new ValueKey(value))) {
                collected.add(Growth.copy(value));
            }
        }

        @Override
        JsonNode result() {
            return collected;
        }
    }
}
