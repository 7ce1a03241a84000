package org.archipel.marketplace.internal.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A purchase under way, or that ended.
 *
 * @param provider who takes the money
 * @param reference the provider's name for it; empty until it was begun there
 * @param address where the buyer goes on with it; empty if nothing is left to do
 * @param detail for the buyer
 */
public record PurchaseOrder(
        String id,
        String organizationId,
        String extensionId,
        String provider,
        Status status,
        Pricing.Model model,
        BigDecimal price,
        String currency,
        Optional<String> reference,
        Optional<String> address,
        Optional<String> detail,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {
    public enum Status {
        /** The provider does not know of it yet. */
        OPENING,
        PENDING,
        PAID,
        DECLINED,
        ENDED
    }

    /** Whether the provider is to be asked about it. */
    public boolean open() {
        return status == Status.OPENING || status == Status.PENDING;
    }

    /** Whether the other one is of the same extension, from the same provider and on the same terms. */
    public boolean sameAs(PurchaseOrder other) {
        return organizationId.equals(other.organizationId)
                && extensionId.equals(other.extensionId)
                && provider.equals(other.provider)
                && model == other.model
                && price.compareTo(other.price) == 0
                && currency.equals(other.currency);
    }
}
