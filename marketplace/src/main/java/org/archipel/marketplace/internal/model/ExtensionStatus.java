package org.archipel.marketplace.internal.model;

/** Where an extension stands as a whole. */
public enum ExtensionStatus {
    /** No version of it was approved yet. */
    SUBMITTED,
    /** It can be installed. */
    PUBLISHED,
    /** It can be installed, but its publisher advises against it. */
    DEPRECATED,
    /** All of its versions were taken back. */
    REMOVED
}
