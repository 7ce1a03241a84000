package org.archipel.security.internal.access;

/** Whether a user may call. */
public enum UserStatus {
    ACTIVE,
    DISABLED
}
