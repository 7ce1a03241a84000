package org.archipel.integrations.internal.rest;

import java.util.Arrays;
import java.util.Optional;
import org.archipel.api.error.ValidationException;

/** Query parameters that name one of a few values. */
final class Choices {
    private Choices() {}

    /**
     * The value that is named; empty if the parameter is absent.
     *
     * @throws ValidationException if there is no such value; it points at the parameter
     */
    static <E extends Enum<E>> Optional<E> parse(Class<E> values, String parameter, String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new ValidationException(
                        "/" + parameter, "must be one of " + Arrays.toString(values.getEnumConstants()))));
    }
}
