package org.archipel.integrations.internal.model;

/** How the wait grows from one try to the next. */
public enum Backoff {
    FIXED,
    LINEAR,
    EXPONENTIAL
}
