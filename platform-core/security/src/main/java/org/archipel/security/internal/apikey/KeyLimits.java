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
import java.util.ArrayList;
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
    private final Cache<Limited, Rates> buckets = Caffeine.newBuilder()
            .maximumSize(SIZE)
            .expireAfterAccess(Duration.ofDays(1))
            .build();

    @Activate
    public KeyLimits() {
        // Nothing to wait for.
    }

    /**
     * Counts a request against the key's rates.
     *
     * @return what each rate leaves; empty when the key has none
     * @throws PlatformException with {@code RATE_LIMIT_ERROR} if the key was used too often; the headers tell the rates then, too
     */
    List<RateState> take(ApiKeyRow key) {
        return key.rateLimit()
                .map(limit -> buckets.get(new Limited(key.id(), limit), KeyLimits::rates)
                        .take())
                .orElse(List.of());
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

    private static Rates rates(Limited limited) {
        RateLimit limit = read(limited.limit());
        List<Rate> rates = new ArrayList<>();
        limit.burst()
                .ifPresent(burst ->
                        rates.add(new Rate("second", burst, limit.requestsPerSecond(), Duration.ofSeconds(1))));
        add(rates, "minute", limit.requestsPerMinute(), Duration.ofMinutes(1));
        add(rates, "hour", limit.requestsPerHour(), Duration.ofHours(1));
        add(rates, "day", limit.requestsPerDay(), Duration.ofDays(1));
        LocalBucketBuilder builder = Bucket.builder();
        rates.forEach(rate -> builder.addLimit(
                bandwidth -> bandwidth.capacity(rate.capacity()).refillGreedy(rate.refill(), rate.period())));
        return new Rates(builder.build(), List.copyOf(rates));
    }

    private static void add(List<Rate> rates, String name, Long refill, Duration period) {
        if (refill != null) {
            rates.add(new Rate(name, refill, refill, period));
        }
    }

    private record Limited(String keyId, JsonNode limit) {}

    /** @param capacity requests at once when none came for a while */
    private record Rate(String name, long capacity, long refill, Duration period) {
        RateState state(long left) {
            long missing = capacity - left;
            // The time in which the bucket fills up again.
            long seconds = (missing * period.toMillis() / refill + 999) / 1000;
            return new RateState(name, capacity, period, left, Duration.ofSeconds(seconds));
        }
    }

    /** The rates of a key, which are counted together. */
    private record Rates(Bucket bucket, List<Rate> rates) {
        List<RateState> take() {
            var taken = bucket.asVerbose().tryConsumeAndReturnRemaining(1);
            long[] left = taken.getDiagnostics().getAvailableTokensPerEachBandwidth();
            List<RateState> states = new ArrayList<>();
            for (int i = 0; i < left.length; i++) {
                states.add(rates.get(i).state(left[i]));
            }
            ConsumptionProbe probe = taken.getValue();
            if (!probe.isConsumed()) {
                RateState.tell(states);
                throw refusal(probe);
            }
            return states;
        }

        private static PlatformException refusal(ConsumptionProbe probe) {
            Metrics.counter("archipel.rate.limit.refusals", "limit", "api-key").increment();
            long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
            return new PlatformException(
                    ErrorCode.RATE_LIMIT_ERROR,
                    "The API key has used up its rate limit.",
                    List.of(),
                    Duration.ofSeconds(seconds),
                    null);
        }
    }
}
