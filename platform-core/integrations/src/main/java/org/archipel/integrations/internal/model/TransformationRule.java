package org.archipel.integrations.internal.model;

import java.util.Objects;

/**
 * A scripted rule, run on each record behind the field mappings.
 *
 * @param condition a JavaScript function, or an expression over {@code record}; null or blank for always
 * @param transformation a JavaScript function that returns the record as it is to be; {@code null} drops it
 * @param order rules run in ascending order
 */
public record TransformationRule(
        String id, String name, String condition, String transformation, Integer order, Boolean enabled) {
    public TransformationRule {
        order = Objects.requireNonNullElse(order, 0);
        enabled = Objects.requireNonNullElse(enabled, true);
    }
}
