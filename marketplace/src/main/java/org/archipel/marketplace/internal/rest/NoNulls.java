package org.archipel.marketplace.internal.rest;

import java.util.Collection;
import java.util.Objects;
import org.archipel.api.error.ValidationException;

/** Lists in bodies, which in JSON may hold null. */
final class NoNulls {
    private NoNulls() {}

    /**
     * @param list null where the body has none
     * @return the list itself
     * @throws ValidationException if one of its members is null
     */
    static <C extends Collection<?>> C in(String pointer, C list) {
        if (list != null && list.stream().anyMatch(Objects::isNull)) {
            throw new ValidationException(pointer, "must not hold null");
        }
        return list;
    }
}
