package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An extension as the catalogue lists it.
 *
 * @param developerId the organization that owns it
 * @param latestVersion the newest published version
 * @param deprecation that its publisher advises against it
 */
public record CatalogueEntry(
        String id,
        String developerId,
        String name,
        String description,
        String category,
        List<String> tags,
        String publisher,
        ExtensionStatus status,
        Optional<String> latestVersion,
        long downloads,
        Instant createdAt,
        Instant updatedAt,
        Optional<Deprecation> deprecation) {
    public CatalogueEntry {
        tags = List.copyOf(tags);
    }
}
