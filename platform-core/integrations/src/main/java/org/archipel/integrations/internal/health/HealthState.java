package org.archipel.integrations.internal.health;

/** How a remote system was found. */
public enum HealthState {
    HEALTHY,
    WARNING,
    ERROR,
    UNKNOWN
}
