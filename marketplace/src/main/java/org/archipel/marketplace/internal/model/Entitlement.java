package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.Optional;

/**
 * That an organization may use an extension that costs something.
 *
 * @param endsAt until when; empty for good
 * @param reference the purchase, or what the administrator noted
 */
public record Entitlement(
        String organizationId,
        String extensionId,
        Kind kind,
        Instant startsAt,
        Optional<Instant> endsAt,
        String grantedBy,
        Optional<String> reference) {
    /** Why it may. */
    public enum Kind {
        /** It tries it; once. */
        TRIAL,
        /** It paid by a provider. */
        PURCHASE,
        /** An administrator of the platform says so, for example because it paid an invoice. */
        GRANT
    }

    public boolean holds(Instant now) {
        return endsAt.map(now::isBefore).orElse(true);
    }

    /** Whether the other one holds longer. */
    public boolean endsBefore(Entitlement other) {
        return endsAt.filter(end -> other.endsAt.map(end::isBefore).orElse(true))
                .isPresent();
    }
}
