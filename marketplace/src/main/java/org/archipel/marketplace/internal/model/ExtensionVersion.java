package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.sandbox.ExtensionDescriptor;

/**
 * A version of an extension, from its submission on. It is the submission too: its id names both.
 *
 * @param organizationId the publisher's organization
 * @param packageHash SHA-256 of the package, lower-case hex
 * @param packageSize in bytes
 * @param revision counts the changes of the row
 */
public record ExtensionVersion(
        String id,
        String organizationId,
        String packageHash,
        long packageSize,
        ExtensionDescriptor descriptor,
        List<Check> checks,
        ReviewStatus status,
        Optional<String> reason,
        String submittedBy,
        Instant submittedAt,
        Optional<String> reviewedBy,
        Optional<Instant> reviewedAt,
        Optional<Instant> publishedAt,
        long revision) {
    public ExtensionVersion {
        checks = List.copyOf(checks);
    }

    public String extensionId() {
        return descriptor.id();
    }

    public String version() {
        return descriptor.version();
    }

    /** The same version with the outcome of its checks, waiting for a person or refused. */
    public ExtensionVersion checked(List<Check> outcomes) {
        var blocked = outcomes.stream().filter(Check::blocks).map(Check::name).toList();
        return new ExtensionVersion(
                id,
                organizationId,
                packageHash,
                packageSize,
                descriptor,
                outcomes,
                blocked.isEmpty() ? ReviewStatus.IN_REVIEW : ReviewStatus.REJECTED,
                blocked.isEmpty() ? Optional.empty() : Optional.of("did not pass: " + String.join(", ", blocked)),
                submittedBy,
                submittedAt,
                reviewedBy,
                reviewedAt,
                publishedAt,
                revision);
    }

    /** The same version while its checks run. */
    public ExtensionVersion validating() {
        return new ExtensionVersion(
                id,
                organizationId,
                packageHash,
                packageSize,
                descriptor,
                checks,
                ReviewStatus.VALIDATING,
                reason,
                submittedBy,
                submittedAt,
                reviewedBy,
                reviewedAt,
                publishedAt,
                revision);
    }

    /** The same version after a person decided. */
    public ExtensionVersion reviewed(ReviewStatus decision, String because, String reviewer, Instant at) {
        return new ExtensionVersion(
                id,
                organizationId,
                packageHash,
                packageSize,
                descriptor,
                checks,
                decision,
                Optional.of(because),
                submittedBy,
                submittedAt,
                Optional.of(reviewer),
                Optional.of(at),
                decision == ReviewStatus.APPROVED ? Optional.of(at) : Optional.empty(),
                revision);
    }
}
