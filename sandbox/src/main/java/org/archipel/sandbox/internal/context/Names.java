package org.archipel.sandbox.internal.context;

import org.archipel.api.error.ValidationException;

/** Names that extensions choose. */
final class Names {
    private Names() {}

    /** @throws ValidationException if it is empty, too long, or holds control characters */
    static String check(String what, String name, int longest) {
        if (name == null || name.isEmpty() || name.length() > longest) {
            throw new ValidationException("", what + " has 1 to " + longest + " characters");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new ValidationException("", what + " has no control characters");
        }
        return name;
    }

    /**
     * A beginning of a name, or the one to go on after.
     *
     * @throws ValidationException if it is longer than a name may be
     */
    static String part(String what, String part, int longest) {
        if (part == null || part.length() > longest) {
            throw new ValidationException("", what + " has at most " + longest + " characters");
        }
        return part;
    }

    static int limit(int limit) {
        if (limit < 1) {
            throw new ValidationException("", "a limit is at least 1");
        }
        return Math.min(limit, 500);
    }
}
