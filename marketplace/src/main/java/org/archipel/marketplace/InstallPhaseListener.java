package org.archipel.marketplace;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of every phase of every change to an installation on this node; registered as a service. Called on the thread that makes
 * the change, so it should be quick; what it throws is logged and changes nothing.
 */
@ConsumerType
public interface InstallPhaseListener {
    /** The phase is about to begin. */
    default void before(InstallPhaseEvent event) {}

    /** The phase ended well. */
    default void after(InstallPhaseEvent event) {}

    /**
     * The phase failed; what was done before it is being undone.
     *
     * @param message why, for a person
     */
    default void failed(InstallPhaseEvent event, String message) {}
}
