package org.archipel.marketplace.internal.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.sandbox.BoundedExpression;

/** Checks configurations against the JSON Schema of an extension. */
public final class ConfigSchema {
    private static final SchemaRegistryConfig SETTINGS = SchemaRegistryConfig.builder()
            .regularExpressionFactory(expression -> BoundedExpression.of(expression)::isFoundIn)
            .build();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(SETTINGS));

    private ConfigSchema() {}

    /** What is wrong with the configuration; pointers are into it. */
    public static List<FieldError> validate(ObjectNode schema, ObjectNode config) {
        try {
            return BoundedExpression.together(() -> REGISTRY.getSchema(schema).validate(config)).stream()
                    .map(error -> new FieldError(error.getInstanceLocation().toString(), error.getMessage()))
                    .toList();
        } catch (BoundedExpression.LimitException e) {
            return List.of(new FieldError("", e.getMessage()));
        } catch (NumberFormatException | ArithmeticException e) {
            return List.of(new FieldError("", "has a number out of range"));
        }
    }
}
