package org.archipel.integrations.internal.subscription;

/** Where the subscription of an integration's webhooks stands. */
public enum SubscriptionState {
    /** There is none, and none is wanted or can be had; the problem says why. */
    NONE,
    /** It is about to be asked for. */
    PENDING,
    /** The remote system sends webhooks. A problem, if there is one, is that of its renewal. */
    ACTIVE,
    /** It could not be had; it is tried again. */
    FAILED,
    /** It is no longer wanted, and about to be ended. */
    REMOVING
}
