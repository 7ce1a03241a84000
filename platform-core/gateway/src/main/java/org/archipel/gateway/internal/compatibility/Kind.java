package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Kinds of JSON values, as JSON Schema tells them apart; a number is whole or not. */
enum Kind {
    NULL,
    BOOLEAN,
    OBJECT,
    ARRAY,
    STRING,
    WHOLE,
    FRACTION;

    static final Set<Kind> NUMBERS = Collections.unmodifiableSet(EnumSet.of(WHOLE, FRACTION));

    static EnumSet<Kind> all() {
        return EnumSet.allOf(Kind.class);
    }

    /** What a {@code type} names, which is a text or a list of texts; all kinds if it is none. */
    static EnumSet<Kind> named(JsonNode type) {
        if (type.isMissingNode()) {
            return all();
        }
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (type.isTextual()) {
            add(kinds, type.textValue());
        }
        type.forEach(one -> add(kinds, one.asText()));
        return kinds;
    }

    private static void add(Set<Kind> kinds, String name) {
        switch (name) {
            case "null" -> kinds.add(NULL);
            case "boolean" -> kinds.add(BOOLEAN);
            case "object" -> kinds.add(OBJECT);
            case "array" -> kinds.add(ARRAY);
            case "string" -> kinds.add(STRING);
            case "integer" -> kinds.add(WHOLE);
            case "number" -> kinds.addAll(NUMBERS);
            default -> {
                // No value is of a type that is none.
            }
        }
    }

    static Kind of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> OBJECT;
            case ARRAY -> ARRAY;
            case STRING -> STRING;
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> isWhole(value.decimalValue()) ? WHOLE : FRACTION;
            default -> NULL;
        };
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    /** The name that a {@code type} has for values of the kind. */
    String type() {
        return switch (this) {
            case WHOLE -> "integer";
            case FRACTION -> "number";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
