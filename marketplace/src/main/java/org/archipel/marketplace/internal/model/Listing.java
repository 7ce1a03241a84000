package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A published extension as search finds it: what its newest version says of it, and what became of it since.
 *
 * @param compatibleVersion the newest published version that works on this platform
 * @param capabilities what it contributes
 * @param requires ids of the extensions that its newest version needs
 * @param pricing model and conditions of its newest version
 * @param downloads installs and upgrades of all time
 * @param activeInstallations organizations in which it works now
 * @param ratings the average of all reviews, 0 without any, and how many there are
 * @param publishedAt when the first of its versions was published
 * @param updatedAt when the newest one was
 * @param deprecation that its publisher advises against it
 */
public record Listing(
        String id,
        String developerId,
        String name,
        String description,
        String category,
        List<String> tags,
        String publisher,
        ExtensionStatus status,
        String latestVersion,
        Optional<String> compatibleVersion,
        List<String> capabilities,
        List<String> requires,
        Pricing pricing,
        boolean icon,
        long downloads,
        long activeInstallations,
        Ratings ratings,
        Instant publishedAt,
        Instant updatedAt,
        Optional<Deprecation> deprecation) {
    private static final double PRIOR_STARS = 3;
    private static final double PRIOR_REVIEWS = 4;

    public Listing {
        tags = List.copyOf(tags);
        capabilities = List.copyOf(capabilities);
        requires = List.copyOf(requires);
    }

    /** Stars in the average. */
    public record Ratings(double average, long count) {
        public static final Ratings NONE = new Ratings(0, 0);

        /** What lists are sorted by: few reviews weigh less than many, so that a single one does not lead. */
        public double weighed() {
            return (PRIOR_STARS * PRIOR_REVIEWS + average * count) / (PRIOR_REVIEWS + count);
        }
    }
}
