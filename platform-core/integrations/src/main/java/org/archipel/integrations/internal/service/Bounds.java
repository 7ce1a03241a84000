package org.archipel.integrations.internal.service;

import java.util.List;
import org.archipel.api.error.FieldError;

/** Bounds of what an integration says; what is out of them is added to the errors. */
final class Bounds {
    private static final int MAX_LIST = 500;

    private Bounds() {}

    /** The list, or an empty one if it is too long. */
    static <T> List<T> limited(List<T> list, String pointer, List<FieldError> errors) {
        if (list.size() > MAX_LIST) {
            errors.add(new FieldError(pointer, "has more than " + MAX_LIST + " items"));
            return List.of();
        }
        return list;
    }

    static void length(String text, int most, String pointer, List<FieldError> errors) {
        if (text != null && text.length() > most) {
            errors.add(new FieldError(pointer, "has more than " + most + " characters"));
        }
    }

    static void range(Number value, long least, long most, String pointer, List<FieldError> errors) {
        if (value.longValue() < least || value.longValue() > most) {
            errors.add(new FieldError(pointer, "must be between " + least + " and " + most));
        }
    }
}
