package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Another marketplace whose packages can be taken over.
 *
 * @param organizationId in whose part of the vault its credential lies
 * @param url its address up to {@code /api/marketplace}
 * @param publicKey what its lists have to be signed with, X.509 in base64
 * @param issuedAt of the last list that was taken
 * @param refreshedAt when that was taken
 * @param lastError why the last attempt failed; empty if it did not
 * @param revision counts the changes of the row
 */
public record Source(
        String id,
        String organizationId,
        String name,
        String url,
        String publicKey,
        String keyId,
        String createdBy,
        Instant createdAt,
        Optional<Instant> issuedAt,
        Optional<Instant> refreshedAt,
        Optional<String> lastError,
        long revision) {}
