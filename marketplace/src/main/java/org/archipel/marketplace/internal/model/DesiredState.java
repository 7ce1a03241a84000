package org.archipel.marketplace.internal.model;

/** What an administrator wants an installation to be. */
public enum DesiredState {
    ACTIVE,
    DISABLED,
    UNINSTALLED
}
