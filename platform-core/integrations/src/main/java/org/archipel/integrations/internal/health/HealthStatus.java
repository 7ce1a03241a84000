package org.archipel.integrations.internal.health;

import java.time.Instant;
import java.util.Optional;

/** The outcome of one health check. {@code lastCheckedAt} is empty while there was none. */
public record HealthStatus(
        HealthState status, long responseTimeMs, Optional<Instant> lastCheckedAt, Optional<String> detail) {
    public static final HealthStatus UNKNOWN =
            new HealthStatus(HealthState.UNKNOWN, 0, Optional.empty(), Optional.empty());
}
