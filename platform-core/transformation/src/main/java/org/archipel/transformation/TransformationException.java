package org.archipel.transformation;

import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;

/** A document could not be transformed. */
public class TransformationException extends PlatformException {
    private static final long serialVersionUID = 1L;

    private final transient List<RuleError> ruleErrors;

    public TransformationException(List<RuleError> errors) {
        super(
                ErrorCode.DATA_TRANSFORMATION_ERROR,
                text(errors.get(0)),
                errors.stream()
                        .map(error -> new FieldError(pointer(error.path()), text(error)))
                        .toList(),
                null,
                null);
        this.ruleErrors = List.copyOf(errors);
    }

    /** What went wrong, at least one error. */
    public List<RuleError> ruleErrors() {
        return ruleErrors;
    }

    private static String pointer(String path) {
        return path.startsWith("/") ? path : "";
    }

    private static String text(RuleError error) {
        String step = error.step() < 0 ? error.operation() : "step " + error.step() + " (" + error.operation() + ")";
        return "rule '" + error.rule() + "', " + step + ": " + error.message();
    }
}
