package org.archipel.integrations.internal.model;

/** Where an integration stands in its life. */
public enum IntegrationStatus {
    /** Being configured; may be incomplete. */
    DRAFT,
    /** Complete and valid; synchronizes and is watched. */
    ACTIVE,
    /** Stopped by a person; keeps its schedule for later. */
    PAUSED,
    /** Cannot work at the moment; the reason is with it. */
    ERROR,
    /** Switched off for good. */
    DISABLED
}
