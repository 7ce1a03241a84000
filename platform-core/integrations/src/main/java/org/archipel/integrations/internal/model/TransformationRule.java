package org.archipel.integrations.internal.model;

import java.util.Objects;

/** A scripted rule; kept with the integration, accepted only while it is not enabled. */
public record TransformationRule(
        String id, String name, String condition, String transformation, Integer order, Boolean enabled) {
    public TransformationRule {
        order = Objects.requireNonNullElse(order, 0);
        enabled = Objects.requireNonNullElse(enabled, true);
    }
}
