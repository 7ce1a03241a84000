package org.archipel.marketplace.internal.install;

/** What an administrator wants an installation to be. */
public enum DesiredState {
    ACTIVE,
    DISABLED,
    UNINSTALLED
}
