package org.archipel.marketplace;

/** The steps of a change to an installation. Which of them a change takes, and in which order, depends on its kind. */
public enum InstallPhase {
    /** The plan holds for the framework as it is now. */
    PLANNED,
    /** The package was read from the store, has the digest that was published, and passes the gate. */
    VERIFIED,
    /** The jar to install and the sandbox's policy are ready. */
    PREPARED,
    /** The bundle is installed and resolved. */
    DEPLOYED,
    /** The bundle is started, its components are active. */
    STARTED,
    /** Its configuration was converted from the earlier version's. */
    MIGRATED,
    /** Its health checks answered. */
    HEALTHY,
    /** Calls go to it. */
    SERVING,
    /** The database says so: from here on a crash leads to the new state, before to the old one. */
    RECORDED,
    /** Calls in flight have left the bundle that goes. */
    DRAINED,
    /** The bundle that goes is gone. */
    REMOVED
}
