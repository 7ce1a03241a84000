package org.archipel.gateway.internal.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;

/** Collects what is wrong with a definition. For one thread. */
final class Problems {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");

    private final List<FieldError> errors = new ArrayList<>();

    void check(boolean right, String pointer, String message) {
        if (!right) {
            errors.add(new FieldError(pointer, message));
        }
    }

    /** A text that has to be there. */
    void text(String value, int most, String pointer) {
        if (value == null || value.isBlank()) {
            errors.add(new FieldError(pointer, "is required"));
        } else {
            check(value.length() <= most, pointer, "has more than " + most + " characters");
        }
    }

    /** A name that may stand in an address, and as a member of JSON. */
    void name(String value, String pointer) {
        check(value != null && NAME.matcher(value).matches(), pointer, "is a letter, then letters, digits, '_' or '-'");
    }

    void range(Number value, long least, long most, String pointer) {
        check(
                value == null || value.longValue() >= least && value.longValue() <= most,
                pointer,
                "must be from " + least + " to " + most);
    }

    /** What the work makes; empty if it finds something wrong. */
    <T> Optional<T> attempt(String pointer, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (ValidationException e) {
            if (e.errors().isEmpty()) {
                errors.add(new FieldError(pointer, e.getMessage()));
            }
            e.errors().forEach(error -> errors.add(new FieldError(pointer + error.pointer(), error.message())));
        } catch (IllegalArgumentException | NotFoundException e) {
            errors.add(new FieldError(pointer, e.getMessage()));
        }
        return Optional.empty();
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** @throws ValidationException if something is wrong */
    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ValidationException("The API is not valid.", errors);
        }
    }
}
