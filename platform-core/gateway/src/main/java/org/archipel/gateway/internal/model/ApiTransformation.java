package org.archipel.gateway.internal.model;

import org.archipel.transformation.TransformationDefinition;

/**
 * A rule set applied to a body.
 *
 * @param phase null for the answer
 * @param transformationId an active rule set of the organization; null where it is defined here
 * @param definition null where an active rule set is named
 */
public record ApiTransformation(Phase phase, String transformationId, TransformationDefinition definition) {
    public ApiTransformation {
        phase = phase == null ? Phase.RESPONSE : phase;
    }

    /** Which body. */
    public enum Phase {
        REQUEST,
        RESPONSE
    }
}
