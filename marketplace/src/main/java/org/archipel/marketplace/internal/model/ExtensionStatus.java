package org.archipel.marketplace.internal.model;

/** Where an extension stands as a whole. */
public enum ExtensionStatus {
    /** No version of it was approved yet. */
    SUBMITTED,
    /** It can be installed. */
    PUBLISHED
}
