package org.archipel.security.internal.rest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.archipel.api.error.ValidationException;

/** Reads the filters of lists. */
final class Parameters {
    private static final int MAX_LENGTH = 300;

    private Parameters() {}

    /** A text; empty if the parameter is absent or blank. */
    static Optional<String> text(String pointer, String value) {
        Optional<String> text = Optional.ofNullable(value).filter(given -> !given.isBlank());
        if (text.filter(given -> given.length() > MAX_LENGTH).isPresent()) {
            throw new ValidationException(pointer, "must have at most " + MAX_LENGTH + " characters");
        }
        return text;
    }

    /** One of the names of an enum. */
    static <E extends Enum<E>> Optional<E> choice(String pointer, String value, Class<E> type) {
        return text(pointer, value)
                .map(name -> Stream.of(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new ValidationException(
                                pointer, "must be one of " + Arrays.toString(type.getEnumConstants()))));
    }

    /** A time in ISO-8601. */
    static Optional<Instant> time(String pointer, String value) {
        try {
            return text(pointer, value).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new ValidationException(pointer, "must be a time such as 2026-01-31T12:00:00Z");
        }
    }
}
