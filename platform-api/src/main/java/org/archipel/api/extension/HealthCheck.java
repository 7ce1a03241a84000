package org.archipel.api.extension;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells whether the extension can work. A service of this type is asked after install and upgrade, before the new version takes
 * over, and then at intervals. An extension without one is healthy when its components are active.
 */
@ConsumerType
@FunctionalInterface
public interface HealthCheck {
    /** Answers within the call budget; a thrown exception counts as {@link Health.Status#ERROR}. */
    Health check();
}
