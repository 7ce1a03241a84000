package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.archipel.marketplace.internal.model.Deprecation;
import org.archipel.marketplace.internal.model.ExtensionStatus;
import org.archipel.marketplace.internal.model.Listing;
import org.archipel.marketplace.internal.model.Pricing;

/**
 * An extension in a list of the catalogue.
 *
 * @param developerId the organization that owns it
 * @param compatibleVersion the newest version that works on this platform; absent if none does
 * @param capabilities what it contributes, for example {@code connector}
 * @param deprecation that its publisher advises against it; absent if it does not
 * @param icon address of its icon below {@code /api}; absent if it has none
 */
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
        @JsonInclude(JsonInclude.Include.NON_NULL) String compatibleVersion,
        List<String> capabilities,
        Pricing pricing,
        @JsonInclude(JsonInclude.Include.NON_NULL) String icon,
        Listing.Ratings ratings,
        long downloads,
        long activeInstallations,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Deprecation deprecation) {
    static ExtensionView of(Listing listing) {
        return new ExtensionView(
                listing.id(),
                listing.developerId(),
                listing.name(),
                listing.description(),
                listing.category(),
                listing.tags(),
                listing.publisher(),
                listing.status(),
                listing.latestVersion(),
                listing.compatibleVersion().orElse(null),
                listing.capabilities(),
                listing.pricing(),
                listing.icon()
                        ? "marketplace/extensions/" + listing.id() + "/versions/" + listing.latestVersion() + "/icon"
                        : null,
                listing.ratings(),
                listing.downloads(),
                listing.activeInstallations(),
                listing.publishedAt(),
                listing.updatedAt(),
                listing.deprecation().orElse(null));
    }
}
