package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.sandbox.BoundedExpression;
import org.archipel.sandbox.internal.gate.SchemaShape;

/** The configuration of a workflow step against the schema that its extension gives (JSON Schema 2020-12). */
final class StepConfig {
    private static final SchemaRegistryConfig SETTINGS = SchemaRegistryConfig.builder()
            .regularExpressionFactory(expression -> BoundedExpression.of(expression)::isFoundIn)
            .build();

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

    /** A registry keeps what it compiled: the schemas of extensions come and go, so each look has one of its own. */
    private static List<FieldError> errors(ObjectNode schema, ObjectNode config) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(SETTINGS));
        try {
            return BoundedExpression.together(() -> registry.getSchema(schema).validate(config)).stream()
                    .map(error -> new FieldError("/config" + error.getInstanceLocation(), error.getMessage()))
                    .toList();
        } catch (BoundedExpression.LimitException e) {
            return List.of(new FieldError("/config", e.getMessage()));
        } catch (NumberFormatException | ArithmeticException e) {
            return List.of(new FieldError("/config", "has a number out of range"));
        } catch (SchemaException e) {
            throw new ValidationException("/config", "the step's schema cannot be read: " + e.getMessage());
        }
    }
}
