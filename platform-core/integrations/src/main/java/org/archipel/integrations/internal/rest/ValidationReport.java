package org.archipel.integrations.internal.rest;

import java.util.List;
import org.archipel.api.error.FieldError;

/** Whether something is valid, and each place where it is not. */
public record ValidationReport(boolean valid, List<FieldError> errors) {
    static ValidationReport of(List<FieldError> errors) {
        return new ValidationReport(errors.isEmpty(), errors);
    }
}
