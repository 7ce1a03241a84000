package org.archipel.gateway.internal.model;

import java.time.Instant;

/**
 * A stored custom API.
 *
 * @param userId who made it
 * @param definition without its secrets
 * @param revision one more at each change; the entity tag
 */
public record CustomApi(
        String id,
        String organizationId,
        String userId,
        ApiDefinition definition,
        Instant createdAt,
        Instant updatedAt,
        long revision) {
    public CustomApi with(ApiDefinition changed, Instant now) {
        return new CustomApi(id, organizationId, userId, changed, createdAt, now, revision);
    }
}
