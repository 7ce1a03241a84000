package org.archipel.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.base.PointerSegments;

/**
 * What is wrong with a value by a JSON Schema (2020-12) that an extension, or whoever else, gives; every error points at its field.
 * References to other documents are not followed, and no schema takes for ever.
 */
public final class SchemaErrors {
    private static final SchemaRegistryConfig SETTINGS = SchemaRegistryConfig.builder()
            .regularExpressionFactory(expression -> BoundedExpression.of(endingAtTheEnd(expression))::isFoundIn)
            .build();

    private SchemaErrors() {}

    /**
     * What is wrong with a value.
     *
     * @param pointer JSON Pointer of the value, put before the pointers of the errors
     * @throws com.networknt.schema.SchemaException if the schema cannot be read
     */
    public static List<FieldError> of(ObjectNode schema, JsonNode value, String pointer) {
        // A registry keeps what it compiled; schemas come and go.
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaCacheEnabled(false).schemaRegistryConfig(SETTINGS));
        Schema compiled = registry.getSchema(schema);
        try {
            return BoundedExpression.together(() -> compiled.validate(value)).stream()
                    .map(error -> new FieldError(pointer + place(error), message(error)))
                    .toList();
        } catch (BoundedExpression.LimitException e) {
            return List.of(new FieldError(pointer, e.getMessage()));
        } catch (NumberFormatException | ArithmeticException e) {
            return List.of(new FieldError(pointer, "has a number out of range"));
        }
    }

    /** In ECMA-262 a dollar is the end of the text; in Java it also stands before a line break at the end. */
    private static String endingAtTheEnd(String expression) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                java.append(c).append(expression.charAt(++i));
            } else if (c == '$' && !inClass) {
                java.append("\\z");
            } else {
                inClass = c == '[' || inClass && c != ']';
                java.append(c);
            }
        }
        return java.toString();
    }

    /** A missing or surplus member is told of the object around it; the member itself is where a form shows it. */
    private static String place(Error error) {
        String location = error.getInstanceLocation().toString();
        String at = location.startsWith("/") ? location : "";
        String property = error.getProperty();
        return property == null ? at : at + "/" + PointerSegments.escaped(property);
    }

    private static String message(Error error) {
        return switch (String.valueOf(error.getKeyword())) {
            case "required" -> "is required";
            case "additionalProperties", "unevaluatedProperties" -> "is not a field of this object";
            default -> error.getMessage();
        };
    }
}
