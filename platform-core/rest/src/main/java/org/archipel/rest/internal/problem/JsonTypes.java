package org.archipel.rest.internal.problem;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Says in the words of JSON what a Java type wants. */
public final class JsonTypes {
    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(byte.class, Byte.class, short.class, Short.class, int.class, Integer.class, long.class, Long.class);

    private JsonTypes() {}

    /** For example {@code a whole number}, {@code one of [FREE, USAGE]}. */
    public static String describe(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .toList();
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (WHOLE_NUMBERS.contains(type)) {
            return "a whole number within its range";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a text";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return describeValue(type);
    }

    private static String describeValue(Class<?> type) {
        if (type == Instant.class) {
            return "a time in ISO-8601, such as 2026-01-31T12:00:00Z";
        }
        if (type == LocalDate.class) {
            return "a date in ISO-8601, such as 2026-01-31";
        }
        if (type == Duration.class) {
            return "a duration in ISO-8601, such as PT30S";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a date or time in ISO-8601";
        }
        return type == UUID.class ? "a UUID" : "an object";
    }
}
