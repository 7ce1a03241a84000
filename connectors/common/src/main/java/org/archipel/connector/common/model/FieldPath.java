package org.archipel.connector.common.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A field of a record by dotted path.
 *
 * @param text as it was written
 */
public record FieldPath(String text, JsonPointer pointer) {
    public static FieldPath of(String text) {
        return new FieldPath(
                text,
                JsonPointer.compile(
                        "/" + text.replace("~", "~0").replace("/", "~1").replace('.', '/')));
    }

    /** The field's value; a missing node if there is none. */
    public JsonNode in(JsonNode record) {
        return record.at(pointer);
    }
}
