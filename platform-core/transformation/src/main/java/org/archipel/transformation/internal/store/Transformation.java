package org.archipel.transformation.internal.store;

import java.time.Instant;
import org.archipel.transformation.TransformationDefinition;

/**
 * A stored rule set.
 *
 * @param revision one more at each change; the entity tag
 */
public record Transformation(
        String id,
        String organizationId,
        TransformationDefinition definition,
        Status status,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long revision) {
    public boolean active() {
        return status == Status.ACTIVE;
    }

    public Transformation with(TransformationDefinition changed, Instant now) {
        return new Transformation(id, organizationId, changed, status, createdBy, createdAt, now, revision);
    }

    public Transformation with(Status changed, Instant now) {
        return new Transformation(id, organizationId, definition, changed, createdBy, createdAt, now, revision);
    }
}
