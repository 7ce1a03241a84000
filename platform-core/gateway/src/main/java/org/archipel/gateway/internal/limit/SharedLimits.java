package org.archipel.gateway.internal.limit;

import java.util.Optional;

/** Counters that several nodes share. Thread-safe. */
public interface SharedLimits {
    /** Whether there are any, so that counting may wait for them. */
    default boolean areThere() {
        return false;
    }

    /** Counts a request of a subject; empty if there are none, or they cannot be had now. */
    Optional<LimitState> take(LimitRule rule, String subject);
}
