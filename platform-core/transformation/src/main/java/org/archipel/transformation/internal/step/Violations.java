package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.transformation.internal.path.Source;

/** A value does not fit its schema, in one or several places. */
public final class Violations extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<StepFailure> failures;

    Violations(Source source, JsonNode value, List<FieldError> errors) {
        super("the value does not fit its schema", null, false, false);
        this.failures = errors.stream()
                .map(error -> new StepFailure(source + error.pointer(), value.at(error.pointer()), error.message()))
                .toList();
    }

    /** At least one. */
    public List<StepFailure> failures() {
        return failures;
    }
}
