package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A public key with which the marketplace countersigns what it publishes.
 *
 * @param publicKey X.509, base64
 */
public record MarketplaceKey(
        String keyId,
        String publicKey,
        PublisherKey.Status status,
        Instant createdAt,
        Optional<Instant> endedAt,
        Optional<String> reason) {}
