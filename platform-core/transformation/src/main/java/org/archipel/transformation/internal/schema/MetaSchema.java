package org.archipel.transformation.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.api.error.FieldError;

/** The schema of schemas (JSON Schema 2020-12, core, section 8.1.1), with which a misspelled one is told where it was written. */
final class MetaSchema {
    private static final int MOST_ERRORS = 20;
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
            .getSchema(SchemaLocation.of(References.DIALECT));

    private MetaSchema() {}

    /** What is wrong with a schema, with JSON Pointers into it, one error for each place; empty if nothing is. */
    static List<FieldError> check(JsonNode schema) {
        BoundedCheck check = new BoundedCheck(SCHEMA.createExecutionContext().getExecutionConfig());
        Map<String, FieldError> errors = new LinkedHashMap<>();
        try {
            for (Error error : SCHEMA.validate(check, schema, OutputFormat.DEFAULT)) {
                FieldError told = DocumentSchema.told(error);
                errors.putIfAbsent(told.pointer(), told);
            }
        } catch (BoundedCheck.TooManySteps e) {
            return List.of(new FieldError("", "the schema is too large"));
        } catch (SchemaException | StackOverflowError e) {
            return List.of(new FieldError("", "is no JSON Schema 2020-12"));
        }
        // What is wrong within a place is told for each way in which the place could be right.
        return errors.values().stream()
                .filter(error -> errors.keySet().stream().noneMatch(other -> other.startsWith(error.pointer() + '/')))
                .limit(MOST_ERRORS)
                .toList();
    }
}
