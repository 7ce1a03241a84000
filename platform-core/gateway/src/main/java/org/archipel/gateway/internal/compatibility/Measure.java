package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** What of a value has bounds. */
enum Measure {
    NUMBER(Kind.NUMBERS, "minimum", "maximum"),
    LENGTH(Set.of(Kind.STRING), "minLength", "maxLength"),
    ITEMS(Set.of(Kind.ARRAY), "minItems", "maxItems"),
    MEMBERS(Set.of(Kind.OBJECT), "minProperties", "maxProperties");

    private static final String EXCLUSIVE_LOW = "exclusiveMinimum";
    private static final String EXCLUSIVE_HIGH = "exclusiveMaximum";

    private final Set<Kind> kinds;
    private final String low;
    private final String high;

    Measure(Set<Kind> kinds, String low, String high) {
        this.kinds = kinds;
        this.low = low;
        this.high = high;
    }

    /** The kinds of values that have it. */
    Set<Kind> kinds() {
        return kinds;
    }

    /** The keyword of the lower bound that a schema has. */
    String lowKeyword(Schema schema) {
        return this == NUMBER && schema.has(EXCLUSIVE_LOW) && !schema.has(low) ? EXCLUSIVE_LOW : low;
    }

    /** The keyword of the upper bound that a schema has. */
    String highKeyword(Schema schema) {
        return this == NUMBER && schema.has(EXCLUSIVE_HIGH) && !schema.has(high) ? EXCLUSIVE_HIGH : high;
    }

    /** The lower bound of schemas that hold together. */
    Bound low(List<Schema> schemas) {
        Bound bound = this == NUMBER ? Bound.NONE : new Bound(BigDecimal.ZERO, false);
        for (Schema schema : schemas) {
            bound = bound.orHigher(bound(schema.get(low), false));
            if (this == NUMBER) {
                bound = bound.orHigher(bound(schema.get(EXCLUSIVE_LOW), true));
            }
        }
        return bound;
    }

    /** The upper bound of schemas that hold together. */
    Bound high(List<Schema> schemas) {
        Bound bound = Bound.NONE;
        for (Schema schema : schemas) {
            bound = bound.orLower(bound(schema.get(high), false));
            if (this == NUMBER) {
                bound = bound.orLower(bound(schema.get(EXCLUSIVE_HIGH), true));
            }
        }
        return bound;
    }

    /** Whether schemas take a value, as far as this measure tells. */
    boolean fits(JsonNode value, List<Schema> schemas) {
        if (!kinds.contains(Kind.of(value))) {
            return true;
        }
        Bound at = new Bound(
                switch (this) {
                    case NUMBER -> value.decimalValue();
                    case LENGTH ->
                        BigDecimal.valueOf(value.textValue().codePoints().count());
                    case ITEMS, MEMBERS -> BigDecimal.valueOf(value.size());
                },
                false);
        return at.isAtLeast(low(schemas)) && at.isAtMost(high(schemas));
    }

    private static Bound bound(JsonNode value, boolean strict) {
        return value.isNumber() ? new Bound(value.decimalValue(), strict) : Bound.NONE;
    }
}
