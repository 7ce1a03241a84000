package org.archipel.gateway.internal.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.failsafe.CircuitBreaker;
import java.time.Duration;

/** The circuits of this node, one for each organization and upstream; they outlive the endpoints that use them. Thread-safe. */
final class Circuits {
    private static final int MOST = 50_000;
    private static final int FAILURE_PERCENT = 50;
    private static final int FAILURE_CALLS = 20;
    private static final Duration FAILURE_WINDOW = Duration.ofSeconds(30);
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);

    private final Cache<Key, CircuitBreaker<Object>> circuits = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    private record Key(String organizationId, String upstream) {}

    CircuitBreaker<Object> of(String organizationId, String upstream) {
        return circuits.get(
                new Key(organizationId, upstream),
                key -> CircuitBreaker.builder()
                        .withFailureRateThreshold(FAILURE_PERCENT, FAILURE_CALLS, FAILURE_WINDOW)
                        .withDelay(OPEN_FOR)
                        .withSuccessThreshold(2)
                        .build());
    }
}
