package org.archipel.transformation.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.base.PointerSegments;
import org.archipel.jsonpath.BoundedPattern;
import org.archipel.jsonpath.JsonPathLimitException;

/** A compiled JSON Schema 2020-12. It reaches for no other document. Immutable and thread-safe. */
public final class DocumentSchema {
    private static final int MOST_ERRORS = 50;
    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .regularExpressionFactory(BoundedExpression::of)
            .formatAssertionsEnabled(true)
            .build();

    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new UniqueItems())
            .format(EmailAddress.plain())
            .format(EmailAddress.international())
            .build();

    /** The formats that are asserted, in alphabetical order. */
    public static final List<String> FORMATS =
            Formats.DEFAULT.stream().map(Format::getName).sorted().toList();

    private static final int MOST_SCALE = 1_000;

    private final Schema schema;
    private final boolean divides;

    /** @param divides whether numbers are divided, which takes as long as they are when they are written out */
    private DocumentSchema(Schema schema, boolean divides) {
        this.schema = schema;
        this.divides = divides;
    }

    /**
     * @throws ValidationException if it is no schema, refers to other documents, or refers to itself without an end; with the places in
     *     it
     */
    public static DocumentSchema compile(JsonNode schema) {
        References.check(schema);
        List<FieldError> errors = MetaSchema.check(schema);
        if (!errors.isEmpty()) {
            throw new ValidationException("is no JSON Schema 2020-12", errors);
        }
        try {
            Schema compiled = SchemaRegistry.withDefaultDialect(
                            DIALECT,
                            builder -> builder.schemaCacheEnabled(false)
                                    .schemaRegistryConfig(CONFIG)
                                    .schemaLoader(loader -> loader.allow(iri ->
                                            iri.toString().startsWith("https://json-schema.org/draft/2020-12/"))))
                    .getSchema(schema);
            compiled.initializeValidators();
            return new DocumentSchema(compiled, schema.findValue("multipleOf") != null);
        } catch (SchemaException | IllegalArgumentException | StackOverflowError e) {
            throw new ValidationException("", "is no JSON Schema 2020-12: " + e.getMessage());
        }
    }

    /** What is wrong with a document, with JSON Pointers into it; empty if nothing is. */
    public List<FieldError> check(JsonNode document) {
        if (divides && isHuge(document)) {
            return List.of(new FieldError("", "has a number out of range"));
        }
        try {
            BoundedCheck check =
                    new BoundedCheck(schema.createExecutionContext().getExecutionConfig());
            return BoundedPattern.together(() -> schema.validate(check, document, OutputFormat.DEFAULT).stream()
                    .limit(MOST_ERRORS)
                    .map(DocumentSchema::told)
                    .toList());
        } catch (JsonPathLimitException | BoundedCheck.TooManySteps e) {
            return List.of(new FieldError("", e.getMessage()));
        } catch (NumberFormatException | ArithmeticException e) {
            // Infinity, which a number becomes that a double cannot hold.
            return List.of(new FieldError("", "has a number out of range"));
        } catch (StackOverflowError e) {
            return List.of(new FieldError("", "is nested too deeply"));
        }
    }

    private static boolean isHuge(JsonNode value) {
        if (value.isBigDecimal()) {
            return Math.abs((long) value.decimalValue().scale()) > MOST_SCALE;
        }
        for (JsonNode part : value) {
            if (isHuge(part)) {
                return true;
            }
        }
        return false;
    }

    static FieldError told(Error error) {
        return new FieldError(place(error), message(error));
    }

    /** A missing or surplus member is told of the object around it; the member itself is what a person looks for. */
    private static String place(Error error) {
        String location = error.getInstanceLocation().toString();
        String at = location.startsWith("/") ? location : "";
        String property = error.getProperty();
        return property == null ? at : at + "/" + PointerSegments.escaped(property);
    }

    private static String message(Error error) {
        return "required".equals(error.getKeyword()) ? "is required" : error.getMessage();
    }
}
