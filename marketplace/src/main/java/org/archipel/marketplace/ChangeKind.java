package org.archipel.marketplace;

/** What is done to an installation. */
public enum ChangeKind {
    INSTALL,
    UPDATE,
    ROLLBACK,
    ENABLE,
    DISABLE,
    UNINSTALL,
    /** The container is brought to what the database says, at start or after a failure. */
    RESTORE
}
