package org.archipel.marketplace.internal.install;

/** The setups that the extensions of this node run with. Thread-safe. */
public interface RunningSetups {
    /**
     * Has what runs of an installation on this node work with the grants and the configuration that the database has by now, whoever
     * wrote them; so when the call returns. Waits while something else works on the installation here.
     */
    void follow(String installationId);
}
