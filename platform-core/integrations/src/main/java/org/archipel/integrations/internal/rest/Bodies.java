package org.archipel.integrations.internal.rest;

import org.archipel.api.error.ValidationException;

/** Request bodies that must be there. */
final class Bodies {
    private Bodies() {}

    static <T> T required(T body) {
        if (body == null) {
            throw new ValidationException("", "a JSON body is required");
        }
        return body;
    }
}
