package org.archipel.sandbox;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * An OSGi service that is told when the sandbox suspends an installation on this node: no call reaches it any more. The listener
 * records that, for all nodes and for the next start, and takes the extension's bundle down.
 */
@ConsumerType
@FunctionalInterface
public interface SuspensionListener {
    /** Called once a suspension, on a thread that may wait. */
    void suspended(Suspension suspension);
}
