package org.archipel.marketplace.internal.rest;

import java.time.Instant;
import java.util.List;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.ExtensionStatus;

/** An extension in a list of the catalogue. */
public record ExtensionView(
        String id,
        String developerId,
        String name,
        String description,
        String category,
        List<String> tags,
        String publisher,
        ExtensionStatus status,
        String latestVersion,
        long downloads,
        long activeInstallations,
        Instant createdAt,
        Instant updatedAt) {
    static ExtensionView of(CatalogueEntry entry, long activeInstallations) {
        return new ExtensionView(
                entry.id(),
                entry.developerId(),
                entry.name(),
                entry.description(),
                entry.category(),
                entry.tags(),
                entry.publisher(),
                entry.status(),
                entry.latestVersion().orElse(null),
                entry.downloads(),
                activeInstallations,
                entry.createdAt(),
                entry.updatedAt());
    }
}
