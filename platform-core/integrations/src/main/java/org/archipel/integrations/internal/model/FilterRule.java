package org.archipel.integrations.internal.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Lets through only source records whose field compares as told; all rules of an integration must hold.
 *
 * @param field dotted path in the source record
 * @param value what to compare with; an array for {@code IN} and {@code NOT_IN}; null for {@code EXISTS} and {@code NOT_EXISTS}
 */
public record FilterRule(String field, Operator operator, JsonNode value) {
    /** How a field is compared. */
    public enum Operator {
        EQUALS,
        NOT_EQUALS,
        GREATER_THAN,
        GREATER_OR_EQUAL,
        LESS_THAN,
        LESS_OR_EQUAL,
        IN,
        NOT_IN,
        CONTAINS,
        STARTS_WITH,
        EXISTS,
        NOT_EXISTS
    }
}
