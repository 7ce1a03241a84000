package org.archipel.marketplace.internal.model;

/** Where a submitted version stands. */
public enum ReviewStatus {
    /** Stored, its checks have not begun. */
    PENDING,
    /** Its checks run. */
    VALIDATING,
    /** Its checks passed, a person decides. */
    IN_REVIEW,
    /** Published. */
    APPROVED,
    /** Refused by a check or a reviewer. */
    REJECTED
}
