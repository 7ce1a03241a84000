package org.archipel.integrations.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Takes one field of the source record to one field of the hub record.
 *
 * @param sourceField dotted path; a number names an element of an array
 * @param targetField dotted path; missing objects on the way are made
 * @param transformation functions to apply, for example {@code trim|lower} or {@code date(dd/MM/yyyy)}; null for none
 * @param required whether a record without a value is refused
 * @param defaultValue stands in for a missing or null value; null for none
 * @param reverse functions to apply on the way back, in a bidirectional sync; null where the way back needs none
 */
public record FieldMapping(
        String sourceField,
        String targetField,
        String transformation,
        Boolean required,
        JsonNode defaultValue,
        String reverse) {
    public FieldMapping {
        required = Objects.requireNonNullElse(required, false);
    }

    /** A mapping without a way back of its own. */
    public FieldMapping(
            String sourceField, String targetField, String transformation, Boolean required, JsonNode defaultValue) {
        this(sourceField, targetField, transformation, required, defaultValue, null);
    }

    public static FieldMapping of(String sourceField, String targetField) {
        return new FieldMapping(sourceField, targetField, null, false, null);
    }
}
