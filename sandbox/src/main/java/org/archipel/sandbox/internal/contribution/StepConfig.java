package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaException;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.sandbox.SchemaErrors;
import org.archipel.sandbox.internal.gate.SchemaShape;

/** The configuration of a workflow step against the schema that its extension gives (JSON Schema 2020-12). */
final class StepConfig {
    private StepConfig() {}

    /** @throws ValidationException that points at what does not fit */
    static void check(ObjectNode schema, ObjectNode config) {
        SchemaShape.problem(schema).ifPresent(problem -> {
            throw new ValidationException("/config", "the step's schema is refused: " + problem);
        });
        List<FieldError> errors = errors(schema, config);
        if (!errors.isEmpty()) {
            throw new ValidationException("the configuration does not fit the step's schema", errors);
        }
    }

    private static List<FieldError> errors(ObjectNode schema, ObjectNode config) {
        try {
            return SchemaErrors.of(schema, config, "/config");
        } catch (SchemaException e) {
            throw new ValidationException("/config", "the step's schema cannot be read: " + e.getMessage());
        }
    }
}
