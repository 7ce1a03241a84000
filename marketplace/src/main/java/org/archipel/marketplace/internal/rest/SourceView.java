package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.archipel.marketplace.internal.model.Source;

/**
 * A source; its credential is not shown.
 *
 * @param issuedAt of the last list that was taken
 * @param lastError why the last attempt failed; absent if it did not
 */
public record SourceView(
        String id,
        String name,
        String url,
        String publicKey,
        String keyId,
        String createdBy,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant issuedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant refreshedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String lastError) {
    static SourceView of(Source source) {
        return new SourceView(
                source.id(),
                source.name(),
                source.url(),
                source.publicKey(),
                source.keyId(),
                source.createdBy(),
                source.createdAt(),
                source.issuedAt().orElse(null),
                source.refreshedAt().orElse(null),
                source.lastError().orElse(null));
    }
}
