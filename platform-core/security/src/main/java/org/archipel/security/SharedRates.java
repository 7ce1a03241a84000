package org.archipel.security;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Counts the requests of API keys for several nodes together; an optional OSGi service. Without it, or while it cannot count, each node
 * counts by itself. Thread-safe.
 */
@ConsumerType
public interface SharedRates {
    /**
     * Counts a request against all rates of a key, or against none if one of them is used up.
     *
     * @return empty if it cannot be counted now
     */
    Optional<Count> take(String keyId, List<Rate> rates);

    /**
     * A token bucket.
     *
     * @param capacity requests at once when none came for a while
     * @param refill requests that come back in a period
     */
    record Rate(long capacity, long refill, Duration period) {}

    /**
     * What was counted.
     *
     * @param allowed whether the request may be served
     * @param left requests that each rate lets through now, in the order of the rates
     * @param retryAfter until a request would be allowed
     */
    record Count(boolean allowed, List<Long> left, Duration retryAfter) {
        public Count {
            left = List.copyOf(left);
        }
    }
}
