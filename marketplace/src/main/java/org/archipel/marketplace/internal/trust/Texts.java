package org.archipel.marketplace.internal.trust;

import org.archipel.api.error.ValidationException;

/** Texts that clients send. */
public final class Texts {
    /** Longest reason. */
    public static final int REASON = 2000;

    private Texts() {}

    /** @throws ValidationException if it is missing, blank or too long */
    public static String required(String pointer, String text, int limit) {
        if (text == null || text.isBlank()) {
            throw new ValidationException(pointer, "must not be empty");
        }
        if (text.length() > limit) {
            throw new ValidationException(pointer, "at most " + limit + " characters");
        }
        return text.strip();
    }
}
