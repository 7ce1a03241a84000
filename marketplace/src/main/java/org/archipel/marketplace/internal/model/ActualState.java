package org.archipel.marketplace.internal.model;

/** What an installation is. */
public enum ActualState {
    /** It never worked yet: its first install is under way. */
    PENDING,
    ACTIVE,
    DISABLED,
    /** It should work and cannot; the last error says why. It is not tried again until someone acts. */
    FAILED,
    /** It worked and did what it should not, again and again; the last error says what. It stays off until someone acts. */
    SUSPENDED,
    /** Gone; its data is kept for the grace time. */
    UNINSTALLED
}
