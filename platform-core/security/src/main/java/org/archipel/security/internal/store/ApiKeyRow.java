package org.archipel.security.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.archipel.persistence.JsonColumn;

/** An API key; of its secret only the keyed hash is known. */
@Entity
@Table(name = "api_keys")
public class ApiKeyRow {
    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "user_id")
    private String userId;

    private String name;
    private String description;

    @Column(name = "key_prefix")
    private String keyPrefix;

    @Column(name = "key_hash")
    private String keyHash;

    @Column(name = "pepper_id")
    private String pepperId;

    @Convert(converter = TextList.class)
    private List<String> scopes = List.of();

    @Convert(converter = JsonColumn.class)
    @Column(name = "rate_limit")
    private JsonNode rateLimit;

    @Column(name = "quota_limit")
    private Long quotaLimit;

    @Convert(converter = TextList.class)
    private List<String> tags = List.of();

    private boolean revoked;

    /** Written by plain statements beside JPA: a use is no change of the key, and must not collide with one. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    private Instant lastUsedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "rotated_from")
    private String rotatedFrom;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected ApiKeyRow() {}

    public ApiKeyRow(String id, String organizationId, String userId, Instant now) {
        this.id = id;
        this.organizationId = organizationId;
        this.userId = userId;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Sets the secret's hash; a key gets it once. */
    public void lock(String prefix, String hash, String hashedWith) {
        keyPrefix = prefix;
        keyHash = hash;
        pepperId = hashedWith;
    }

    public void describe(String newName, Optional<String> newDescription, List<String> newTags, Instant now) {
        name = newName;
        description = newDescription.orElse(null);
        tags = List.copyOf(newTags);
        updatedAt = now;
    }

    /**
     * @param newScopes wire names; none means all that the user may do
     */
    public void limit(
            List<String> newScopes, Optional<JsonNode> newRateLimit, OptionalLong newQuota, Optional<Instant> expiry) {
        scopes = List.copyOf(newScopes);
        rateLimit = newRateLimit.orElse(null);
        quotaLimit = newQuota.isPresent() ? newQuota.getAsLong() : null;
        expiresAt = expiry.orElse(null);
    }

    /** Ends the key at the given time, unless it ends sooner. */
    public void expireBy(Instant end, Instant now) {
        if (expiresAt == null || expiresAt.isAfter(end)) {
            expiresAt = end;
            updatedAt = now;
        }
    }

    public void rotatedFrom(String formerId) {
        rotatedFrom = formerId;
    }

    public void revoke(Instant now) {
        revoked = true;
        updatedAt = now;
    }

    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String userId() {
        return userId;
    }

    public String name() {
        return name;
    }

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    public String keyPrefix() {
        return keyPrefix;
    }

    public String keyHash() {
        return keyHash;
    }

    public String pepperId() {
        return pepperId;
    }

    public List<String> scopes() {
        return scopes;
    }

    public Optional<JsonNode> rateLimit() {
        return Optional.ofNullable(rateLimit);
    }

    public OptionalLong quotaLimit() {
        return quotaLimit == null ? OptionalLong.empty() : OptionalLong.of(quotaLimit);
    }

    public List<String> tags() {
        return tags;
    }

    public boolean isRevoked() {
        return revoked;
    }

    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    public Optional<String> rotatedFrom() {
        return Optional.ofNullable(rotatedFrom);
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
