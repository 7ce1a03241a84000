package org.archipel.marketplace.internal.model;

/** Where a submitted version stands. */
public enum ReviewStatus {
    /** Stored; its checks have not begun, or could not be made. */
    PENDING,
    /** Its checks run. */
    VALIDATING,
    /** Its checks passed, a person decides. */
    IN_REVIEW,
    /** A reviewer wants something changed or answered; the publisher answers, or submits the version again. */
    CHANGES_REQUESTED,
    /** Published. */
    APPROVED,
    /** Refused: by a check, after which the version can be submitted again, or by a reviewer for good. */
    REJECTED
}
