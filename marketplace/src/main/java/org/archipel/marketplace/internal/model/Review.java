package org.archipel.marketplace.internal.model;

import java.time.Instant;

/**
 * What an organization says of a version that it uses, or used.
 *
 * @param userId who wrote it last
 * @param stars 1 to 5
 * @param text may be empty
 * @param revision counts the changes of the row
 */
public record Review(
        String id,
        String extensionId,
        String version,
        String organizationId,
        String userId,
        int stars,
        String text,
        Instant createdAt,
        Instant updatedAt,
        long revision) {}
