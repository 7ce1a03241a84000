package org.archipel.transformation.internal.store;

/** Where a stored rule set stands. */
public enum Status {
    /** Being written; used by nobody. */
    DRAFT,
    /** All its test cases pass; integrations and custom APIs may use it. */
    ACTIVE
}
