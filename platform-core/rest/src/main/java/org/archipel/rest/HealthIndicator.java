package org.archipel.rest;

import org.archipel.api.extension.Health;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One component check of {@code GET /api/health}; registered as an OSGi service. {@code ERROR} makes the platform not ready,
 * {@code WARNING} is only reported.
 */
@ConsumerType
public interface HealthIndicator {
    /** Name in the report, unique and lasting: {@code database}, {@code jobs}. */
    String name();

    /** Checks now. Answers within a second and may be called by many threads; a thrown exception counts as an error. */
    Health check();
}
