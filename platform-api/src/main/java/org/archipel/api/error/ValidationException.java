package org.archipel.api.error;

import java.util.List;

/** The request is well formed, but its content is not acceptable; {@link #errors()} point at the fields. */
public class ValidationException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public ValidationException(String message, List<FieldError> errors) {
        super(ErrorCode.VALIDATION_ERROR, message, errors, null, null);
    }

    public ValidationException(String pointer, String message) {
        this(message, List.of(new FieldError(pointer, message)));
    }
}
