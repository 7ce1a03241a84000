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
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.DatabaseException;
import org.archipel.security.SharedRates;
import org.archipel.security.internal.store.ApiKeyRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Holds keys to the rate limits that they carry, by token buckets: of all nodes together where they share some. Thread-safe. */
@Component(service = KeyLimits.class)
public final class KeyLimits {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIZE = 10_000;

    /** By key and limits, so that a change of the limits begins a new bucket. */
    private final Cache<Limited, Rates> buckets = Caffeine.newBuilder()
            .maximumSize(SIZE)
            .expireAfterAccess(Duration.ofDays(1))
            .build();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile SharedRates shared;

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
                .map(limit -> take(key.id(), buckets.get(new Limited(key.id(), limit), KeyLimits::rates)))
                .orElse(List.of());
    }

    private List<RateState> take(String keyId, Rates rates) {
        SharedRates together = shared;
        Optional<SharedRates.Count> count = together == null
                ? Optional.empty()
                : together.take(
                        keyId,
                        rates.rates().stream()
                                .map(rate -> new SharedRates.Rate(rate.capacity(), rate.refill(), rate.period()))
                                .toList());
        return count.isPresent() ? rates.counted(count.get()) : rates.take();
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
                throw refusal(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
            return states;
        }

        List<RateState> counted(SharedRates.Count count) {
            List<RateState> states = new ArrayList<>();
            for (int i = 0; i < rates.size(); i++) {
                states.add(rates.get(i).state(count.left().get(i)));
            }
            if (!count.allowed()) {
                RateState.tell(states);
                throw refusal(count.retryAfter());
            }
            return states;
        }

        private static PlatformException refusal(Duration wait) {
            Metrics.counter("archipel.rate.limit.refusals", "limit", "api-key").increment();
            long seconds = wait.toSeconds() + 1;
            return new PlatformException(
                    ErrorCode.RATE_LIMIT_ERROR,
                    "The API key has used up its rate limit.",
                    List.of(),
                    Duration.ofSeconds(seconds),
                    null);
        }
    }
}
