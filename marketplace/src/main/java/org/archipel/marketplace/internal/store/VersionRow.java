package org.archipel.marketplace.internal.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.sandbox.ExtensionDescriptor;

/** A submitted version of an extension. */
@Entity
@Table(name = "extension_versions")
public class VersionRow {
    @Id
    private String id;

    @Column(name = "extension_id")
    private String extensionId;

    private String version;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "package_hash")
    private String packageHash;

    @Column(name = "package_size")
    private long packageSize;

    private String descriptor;
    private String checks;

    // A text here, so that a row with an unknown one fails by itself and not with the query that finds it.
    @Column(name = "review_status")
    private String reviewStatus;

    @Column(name = "review_reason")
    private String reviewReason;

    @Column(name = "submitted_by")
    private String submittedBy;

    @Column(name = "submitted_at")
    private Instant submittedAt;

    @Column(name = "reviewed_by")
    private String reviewedBy;

    @Column(name = "reviewed_at")
    private Instant reviewedAt;

    @Column(name = "published_at")
    private Instant publishedAt;

    @Version
    private long revision;

    protected VersionRow() {}

    VersionRow(ExtensionVersion value) {
        id = value.id();
        extensionId = value.extensionId();
        version = value.version();
        take(value);
    }

    /** Takes over what can change: before its publication a version can be submitted again with another package. */
    final void take(ExtensionVersion value) {
        organizationId = value.organizationId();
        packageHash = value.packageHash();
        packageSize = value.packageSize();
        descriptor = Json.write(value.descriptor());
        submittedBy = value.submittedBy();
        submittedAt = value.submittedAt();
        checks = Json.write(value.checks());
        reviewStatus = value.status().name();
        reviewReason = value.reason().map(StoredText::of).orElse(null);
        reviewedBy = value.reviewedBy().orElse(null);
        reviewedAt = value.reviewedAt().orElse(null);
        publishedAt = value.publishedAt().orElse(null);
    }

    long revision() {
        return revision;
    }

    String id() {
        return id;
    }

    String extensionId() {
        return extensionId;
    }

    /** What it is, for people. */
    String words() {
        return "version " + version + " of " + extensionId;
    }

    /** The version; empty, and told of in the log, if it cannot be read. */
    Optional<ExtensionVersion> ifReadable() {
        return SetAside.ifReadable(words(), this::value);
    }

    /** @throws UnreadableEntryException if the row holds what this version of the platform does not understand */
    ExtensionVersion value() {
        try {
            return read();
        } catch (RuntimeException e) {
            throw new UnreadableEntryException(words(), e);
        }
    }

    private ExtensionVersion read() {
        var described = Json.read(descriptor, ExtensionDescriptor.class);
        if (!extensionId.equals(described.id()) || !version.equals(described.version())) {
            throw new IllegalStateException(
                    "the descriptor is of another version: " + described.id() + " " + described.version());
        }
        return new ExtensionVersion(
                id,
                organizationId,
                packageHash,
                packageSize,
                described,
                Json.read(checks, new TypeReference<List<Check>>() {}),
                ReviewStatus.valueOf(reviewStatus),
                Optional.ofNullable(reviewReason),
                submittedBy,
                submittedAt,
                Optional.ofNullable(reviewedBy),
                Optional.ofNullable(reviewedAt),
                Optional.ofNullable(publishedAt),
                revision);
    }
}
