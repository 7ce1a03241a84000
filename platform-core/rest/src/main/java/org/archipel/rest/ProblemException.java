package org.archipel.rest;

import java.time.Duration;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;

/** A failure whose HTTP status does not follow from its code, for example a stale precondition. */
public class ProblemException extends PlatformException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public ProblemException(int status, ErrorCode code, String message) {
        this(status, code, message, List.of(), null);
    }

    /**
     * @param errors the invalid fields; empty when the failure is not about a field
     * @param retryAfter when to try again at the earliest; null when unknown
     */
    public ProblemException(int status, ErrorCode code, String message, List<FieldError> errors, Duration retryAfter) {
        super(code, message, errors, retryAfter, null);
        this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Whether waiting helps, which the code alone does not say: 409 of a running request, 503 and 429 do. */
    @Override
    public boolean retryable() {
        return super.retryable() || retryAfter().isPresent();
    }
}
