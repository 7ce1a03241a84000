package org.archipel.security.internal.apikey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.DatabaseException;
import org.archipel.security.internal.store.ApiKeyRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Holds keys to the rate limits that they carry, by token buckets on each node. Thread-safe. */
@Component(service = KeyLimits.class)
public final class KeyLimits {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIZE = 10_000;

    /** By key and limits, so that a change of the limits begins a new bucket. */
    private final Cache<Limited, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(SIZE)
            .expireAfterAccess(Duration.ofDays(1))
            .build();

    @Activate
    public KeyLimits() {
        // Nothing to wait for.
    }

    /** @throws PlatformException with {@code RATE_LIMIT_ERROR} if the key was used too often */
    void take(ApiKeyRow key) {
        key.rateLimit().ifPresent(limit -> take(buckets.get(new Limited(key.id(), limit), KeyLimits::bucket)));
    }

    static RateLimit read(JsonNode stored) {
        try {
            return JSON.treeToValue(stored, RateLimit.class);
        } catch (JsonProcessingException e) {
            throw new DatabaseException(e);
        }
    }

    static JsonNode write(RateLimit limit) {
        return JSON.valueToTree(limit);
    }

    private static void take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Metrics.counter("archipel.rate.limit.refusals", "limit", "api-key").increment();
            long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
            throw new PlatformException(
                    ErrorCode.RATE_LIMIT_ERROR,
                    "The API key has used up its rate limit.",
                    List.of(),
                    Duration.ofSeconds(seconds),
                    null);
        }
    }

    private static Bucket bucket(Limited limited) {
        RateLimit limit = read(limited.limit());
        LocalBucketBuilder builder = Bucket.builder();
        limit.burst()
                .ifPresent(burst -> builder.addLimit(bandwidth ->
                        bandwidth.capacity(burst).refillGreedy(limit.requestsPerSecond(), Duration.ofSeconds(1))));
        add(builder, limit.requestsPerMinute(), Duration.ofMinutes(1));
        add(builder, limit.requestsPerHour(), Duration.ofHours(1));
        add(builder, limit.requestsPerDay(), Duration.ofDays(1));
        return builder.build();
    }

    private static void add(LocalBucketBuilder builder, Long rate, Duration period) {
        if (rate != null) {
            builder.addLimit(bandwidth -> bandwidth.capacity(rate).refillGreedy(rate, period));
        }
    }

    private record Limited(String keyId, JsonNode limit) {}
}
