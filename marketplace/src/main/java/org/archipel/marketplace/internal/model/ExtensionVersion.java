package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.archipel.sandbox.ExtensionDescriptor;

/**
 * A version of an extension, from its submission on. It is the submission too: its id names both.
 *
 * @param organizationId the publisher's organization
 * @param packageHash SHA-256 of the package, lower-case hex
 * @param packageSize in bytes
 * @param checks the outcomes so far
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

    /** The same version while its checks run; those that failed by themselves are made again. */
    public ExtensionVersion validating() {
        var kept = checks.stream()
                .filter(check -> check.outcome() != Check.Outcome.ERROR)
                .toList();
        return with(kept, ReviewStatus.VALIDATING, Optional.empty());
    }

    /** The same version with the outcome of one check more. */
    public ExtensionVersion checked(Check outcome) {
        var all = new ArrayList<>(checks);
        all.removeIf(check -> check.name().equals(outcome.name()));
        all.add(outcome);
        return with(all, status, reason);
    }

    /** Whether a check stands in the way by now. */
    public boolean blocked() {
        return checks.stream().anyMatch(Check::blocks);
    }

    /**
     * The same version when all checks were made: waiting for a person, refused, or, if a check could not be made, where it was. An
     * error of a check neither lets it pass nor is the publisher's fault.
     */
    public ExtensionVersion judged() {
        var failed = blocking(Check.Outcome.FAILED);
        var errors = blocking(Check.Outcome.ERROR);
        if (!failed.isEmpty()) {
            return with(checks, ReviewStatus.REJECTED, Optional.of("did not pass: " + failed));
        }
        return errors.isEmpty()
                ? with(checks, ReviewStatus.IN_REVIEW, Optional.empty())
                : with(checks, ReviewStatus.PENDING, Optional.of("could not be checked: " + errors));
    }

    /** Whether its checks are to be made, or are being made. */
    public boolean unchecked() {
        return status == ReviewStatus.PENDING || status == ReviewStatus.VALIDATING;
    }

    /** The same version when its checks ended before all were made. */
    public ExtensionVersion left(String why) {
        return with(checks, ReviewStatus.PENDING, Optional.of("could not be checked: " + why));
    }

    private String blocking(Check.Outcome outcome) {
        return checks.stream()
                .filter(check -> check.enforced() && check.outcome() == outcome)
                .map(Check::name)
                .collect(Collectors.joining(", "));
    }

    /** Whether it may be submitted again, with other content too: nobody relies on it, and no reviewer refused it. */
    public boolean open() {
        return status == ReviewStatus.CHANGES_REQUESTED
                || status == ReviewStatus.REJECTED && reviewedBy.isEmpty()
                || status == ReviewStatus.PENDING && reason.isPresent();
    }

    /** The same submission with what the publisher submitted now. */
    public ExtensionVersion resubmitted(ExtensionVersion fresh) {
        return new ExtensionVersion(
                id,
                fresh.organizationId,
                fresh.packageHash,
                fresh.packageSize,
                fresh.descriptor,
                List.of(),
                ReviewStatus.PENDING,
                Optional.empty(),
                fresh.submittedBy,
                fresh.submittedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
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

    /** The same version, back with the reviewers after the publisher answered. */
    public ExtensionVersion answered() {
        return with(checks, ReviewStatus.IN_REVIEW, reason);
    }

    private ExtensionVersion with(List<Check> outcomes, ReviewStatus next, Optional<String> because) {
        return new ExtensionVersion(
                id,
                organizationId,
                packageHash,
                packageSize,
                descriptor,
                outcomes,
                next,
                because,
                submittedBy,
                submittedAt,
                reviewedBy,
                reviewedAt,
                publishedAt,
                revision);
    }
}
