package org.archipel.security.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.security.internal.access.Grants;
import org.archipel.security.internal.apikey.ApiKeyService.DescribedKey;
import org.archipel.security.internal.apikey.ApiKeyService.IssuedKey;
import org.archipel.security.internal.store.ApiKeyRow;

/**
 * An API key, as it goes to the client.
 *
 * @param scopes what the key is narrowed to; empty when it may do all that its user may
 * @param permissions what it may do now
 * @param quotaLimit requests that it may make in a calendar month (UTC)
 * @param requestsThisMonth how many it made, some seconds late
 * @param key the whole key: only in the answer to its creation or rotation
 */
public record ApiKeyView(
        String id,
        String organizationId,
        String userId,
        String name,
        Optional<String> description,
        String keyPrefix,
        List<String> scopes,
        List<String> permissions,
        Optional<JsonNode> rateLimit,
        Optional<Long> quotaLimit,
        long requestsThisMonth,
        Status status,
        Optional<Instant> lastUsedAt,
        Optional<Instant> expiresAt,
        Optional<String> rotatedFrom,
        List<String> tags,
        Instant createdAt,
        Instant updatedAt,
        Optional<String> key) {
    /** Whether the key is accepted. */
    public enum Status {
        ACTIVE,
        REVOKED,
        EXPIRED
    }

    static ApiKeyView of(DescribedKey key) {
        return view(key, Optional.empty());
    }

    static ApiKeyView of(IssuedKey issued) {
        return view(issued.key(), Optional.of(issued.text().full()));
    }

    private static ApiKeyView view(DescribedKey key, Optional<String> full) {
        ApiKeyRow row = key.row();
        return new ApiKeyView(
                row.id(),
                row.organizationId(),
                row.userId(),
                row.name(),
                row.description(),
                row.keyPrefix(),
                row.scopes(),
                Grants.wireNames(key.permissions()),
                row.rateLimit(),
                row.quotaLimit().isPresent() ? Optional.of(row.quotaLimit().getAsLong()) : Optional.empty(),
                key.requestsThisMonth(),
                status(row),
                row.lastUsedAt(),
                row.expiresAt(),
                row.rotatedFrom(),
                row.tags(),
                row.createdAt(),
                row.updatedAt(),
                full);
    }

    private static Status status(ApiKeyRow row) {
        if (row.isRevoked()) {
            return Status.REVOKED;
        }
        boolean over =
                row.expiresAt().filter(end -> !end.isAfter(Instant.now())).isPresent();
        return over ? Status.EXPIRED : Status.ACTIVE;
    }
}
