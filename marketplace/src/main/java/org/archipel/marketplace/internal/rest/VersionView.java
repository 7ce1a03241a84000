package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.sandbox.PermissionVocabulary;

/**
 * A version of an extension; for its publisher and for reviewers it is the submission.
 *
 * @param packageHash SHA-256, lower-case hex
 * @param reviewReason for its publisher and for reviewers only, as are who submitted and who reviewed it
 * @param checks outcomes of the automatic checks
 * @param revoked true of one that was taken back; absent of others
 */
public record VersionView(
        String id,
        String extensionId,
        String version,
        String name,
        String description,
        String platformRange,
        long packageSize,
        String packageHash,
        List<PermissionView> permissions,
        ObjectNode configSchema,
        ReviewStatus reviewStatus,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reviewReason,
        List<Check> checks,
        @JsonInclude(JsonInclude.Include.NON_NULL) String submittedBy,
        Instant submittedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reviewedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant reviewedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant publishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean revoked) {
    /** As all organizations see it: people of its publisher's, and of the marketplace, are nobody else's business. */
    static VersionView published(ExtensionVersion version, boolean revoked, PermissionVocabulary vocabulary) {
        var own = of(version, vocabulary);
        return new VersionView(
                own.id,
                own.extensionId,
                own.version,
                own.name,
                own.description,
                own.platformRange,
                own.packageSize,
                own.packageHash,
                own.permissions,
                own.configSchema,
                own.reviewStatus,
                null,
                own.checks,
                null,
                own.submittedAt,
                null,
                own.reviewedAt,
                own.publishedAt,
                revoked ? Boolean.TRUE : null);
    }

    /** As its publisher and reviewers see it. */
    static VersionView of(ExtensionVersion version, PermissionVocabulary vocabulary) {
        var descriptor = version.descriptor();
        return new VersionView(
                version.id(),
                version.extensionId(),
                version.version(),
                descriptor.name(),
                descriptor.description(),
                descriptor.platformRange(),
                version.packageSize(),
                version.packageHash(),
                PermissionView.of(descriptor.permissions(), vocabulary),
                descriptor.configSchema(),
                version.status(),
                version.reason().orElse(null),
                version.checks(),
                version.submittedBy(),
                version.submittedAt(),
                version.reviewedBy().orElse(null),
                version.reviewedAt().orElse(null),
                version.publishedAt().orElse(null),
                null);
    }
}
