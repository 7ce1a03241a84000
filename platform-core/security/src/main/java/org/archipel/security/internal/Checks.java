package org.archipel.security.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;

/** Checks the fields of a request and gathers what is wrong with all of them. Confined to one request. */
public final class Checks {
    /** RFC 5321 limits; the local part is restricted to what mail systems accept unquoted. */
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,189}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                    + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern ROLE = Pattern.compile("[A-Z][A-Z0-9_]{1,63}");

    private final List<FieldError> errors = new ArrayList<>();

    /** A text of 1 to {@code max} characters that is not blank and has no control characters. */
    public Checks name(String pointer, String value, int max) {
        if (value == null || value.isBlank()) {
            return error(pointer, "is required");
        }
        return text(pointer, Optional.of(value), max);
    }

    /** A text of at most {@code max} characters without control characters, if there is one. */
    public Checks text(String pointer, Optional<String> value, int max) {
        value.ifPresent(text -> {
            if (text.length() > max) {
                error(pointer, "must have at most " + max + " characters");
            } else if (text.chars().anyMatch(Character::isISOControl)) {
                error(pointer, "must not have control characters");
            }
        });
        return this;
    }

    public Checks email(String pointer, String value) {
        boolean ok = value != null && EMAIL.matcher(value).matches();
        return ok ? this : error(pointer, "must be an e-mail address");
    }

    public Checks slug(String pointer, String value) {
        boolean ok = value != null && SLUG.matcher(value).matches();
        return ok ? this : error(pointer, "must be 1 to 63 lower-case letters, digits and inner hyphens");
    }

    public Checks roleName(String pointer, String value) {
        boolean ok = value != null && ROLE.matcher(value).matches();
        return ok ? this : error(pointer, "must be 2 to 64 upper-case letters, digits and underscores");
    }

    /** A list of at most {@code max} different names of at most {@code length} characters each. */
    public Checks names(String pointer, List<String> values, int max, int length) {
        if (values.size() > max) {
            return error(pointer, "must have at most " + max + " items");
        }
        for (int i = 0; i < values.size(); i++) {
            name(pointer + "/" + i, values.get(i), length);
            if (values.indexOf(values.get(i)) != i) {
                error(pointer + "/" + i, "is there twice");
            }
        }
        return this;
    }

    public Checks check(boolean ok, String pointer, String message) {
        return ok ? this : error(pointer, message);
    }

    public Checks error(String pointer, String message) {
        errors.add(new FieldError(pointer, message));
        return this;
    }

    /** @throws ValidationException if anything was wrong */
    public void done() {
        if (!errors.isEmpty()) {
            throw failure();
        }
    }

    /** What is wrong, to be thrown. */
    public ValidationException failure() {
        return new ValidationException("The request has invalid fields.", errors);
    }
}
