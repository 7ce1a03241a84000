package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A public key with which an organization signs its packages.
 *
 * @param publicKey X.509, base64
 * @param endedAt when it was retired or revoked
 * @param badSince of a revoked key: what was published from then on is not trusted
 */
public record PublisherKey(
        String organizationId,
        String keyId,
        String name,
        String publicKey,
        Status status,
        String createdBy,
        Instant createdAt,
        Optional<Instant> endedAt,
        Optional<Instant> badSince,
        Optional<String> reason) {
    public enum Status {
        ACTIVE,
        /** Signs nothing new; what it signed stays good. */
        RETIRED,
        /** Fell into other hands. */
        REVOKED
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }

    /** Whether a version that was published then can be trusted for its signature. */
    public boolean trustedAt(Instant published) {
        return badSince.map(published::isBefore).orElse(true);
    }
}
