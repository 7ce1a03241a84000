package org.archipel.api.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A failure with a stable code. Its message is shown to callers: it names no class, no path of the server and no secret.
 */
public class PlatformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private final transient Duration retryAfter;

    public PlatformException(ErrorCode code, String message) {
        this(code, message, List.of(), null, null);
    }

    public PlatformException(ErrorCode code, String message, Throwable cause) {
        this(code, message, List.of(), null, cause);
    }

    /**
     * @param errors the invalid fields; empty when the failure is not about a field
     * @param retryAfter when to try again at the earliest; null when unknown
     * @param cause for the log only; null when there is none
     */
    public PlatformException(
            ErrorCode code, String message, List<FieldError> errors, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    /** The invalid fields, never null. */
    public List<FieldError> errors() {
        return errors == null ? List.of() : errors;
    }

    /** When to try again at the earliest, if the failing side said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same request may succeed later without a change by the caller. */
    public boolean retryable() {
        return code.retryable();
    }
}
