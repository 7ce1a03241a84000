package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;

/** The configuration of a workflow step against the schema that its extension gives (JSON Schema 2020-12). */
final class StepConfig {
    private StepConfig() {}

    /** @throws ValidationException that points at what does not fit */
    static void check(ObjectNode schema, ObjectNode config) {
        List<FieldError> errors = compiled(schema).validate(config).stream()
                .map(error -> new FieldError("/config" + error.getInstanceLocation(), error.getMessage()))
                .toList();
        if (!errors.isEmpty()) {
            throw new ValidationException("the configuration does not fit the step's schema", errors);
        }
    }

    /** A registry keeps the schemas that it compiled: those of extensions come and go. */
    private static Schema compiled(ObjectNode schema) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema);
        } catch (SchemaException e) {
            throw new ValidationException("", "the step's schema cannot be read: " + e.getMessage());
        }
    }
}
