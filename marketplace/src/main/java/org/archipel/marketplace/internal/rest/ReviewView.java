package org.archipel.marketplace.internal.rest;

import java.time.Instant;
import org.archipel.marketplace.internal.model.Review;

/**
 * A review as all organizations see it: it does not say whose it is.
 *
 * @param text plain text of a stranger
 * @param own whether it is the caller's organization's
 */
public record ReviewView(
        String id,
        String extensionId,
        String version,
        int stars,
        String text,
        boolean own,
        Instant createdAt,
        Instant updatedAt) {
    static ReviewView of(Review review, String organizationId) {
        return new ReviewView(
                review.id(),
                review.extensionId(),
                review.version(),
                review.stars(),
                review.text(),
                review.organizationId().equals(organizationId),
                review.createdAt(),
                review.updatedAt());
    }
}
