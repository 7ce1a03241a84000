package org.archipel.security.internal.auth;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.security.ClientAddress;
import org.archipel.security.internal.SecurityConfig;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Slows down who tries credentials: each wrong one takes a token from the bucket of its address and from that of the key's prefix;
 * with an empty bucket it is not even looked at. Keys in use on this node are recognized before that, so that nobody can lock out
 * a working client by failing under its prefix or from behind the same address. Counts on each node. Thread-safe.
 */
@Component(service = FailureThrottle.class)
public final class FailureThrottle {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int SIZE = 100_000;

    private final LoadingCache<String, Bucket> addresses;
    private final LoadingCache<String, Bucket> prefixes;

    @Activate
    public FailureThrottle(@Reference SecurityConfig config) {
        this.addresses = buckets(config.failuresPerAddress());
        this.prefixes = buckets(config.failuresPerKey());
    }

    /**
     * @param prefix prefix of the key; empty when there is none
     * @throws PlatformException with {@code RATE_LIMIT_ERROR} if there were too many failures
     */
    public void requireCalm(String ip, String prefix) {
        long wait = nanosToWait(addresses.getIfPresent(ClientAddress.clientOf(ip)));
        if (!prefix.isEmpty()) {
            wait = Math.max(wait, nanosToWait(prefixes.getIfPresent(prefix)));
        }
        if (wait > 0) {
            Metrics.counter("archipel.rate.limit.refusals", "limit", "wrong-credentials")
                    .increment();
            Duration retryAfter = Duration.ofNanos(wait).plusSeconds(1);
            throw new PlatformException(
                    ErrorCode.RATE_LIMIT_ERROR,
                    "Too many wrong credentials. Wait before you try again.",
                    List.of(),
                    Duration.ofSeconds(retryAfter.toSeconds()),
                    null);
        }
    }

    /**
     * Tries a credential, which takes a token if it is wrong. One is tried after another, so that of many that are sent at once no
     * more are tried than there are tokens, and right ones take none from each other.
     *
     * @param comparison whether it is right; without waiting for anything
     * @throws PlatformException with {@code RATE_LIMIT_ERROR} if there were too many failures, before it is compared
     */
    public synchronized boolean isRight(String ip, String prefix, BooleanSupplier comparison) {
        requireCalm(ip, prefix);
        boolean right = comparison.getAsBoolean();
        if (!right) {
            failed(ip, prefix);
        }
        return right;
    }

    /** Counts a wrong credential. */
    public synchronized void failed(String ip, String prefix) {
        addresses.get(ClientAddress.clientOf(ip)).tryConsume(1);
        if (!prefix.isEmpty()) {
            prefixes.get(prefix).tryConsume(1);
        }
    }

    private static long nanosToWait(Bucket bucket) {
        return bucket == null ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    private static LoadingCache<String, Bucket> buckets(int perMinute) {
        return Caffeine.newBuilder()
                .maximumSize(SIZE)
                .expireAfterAccess(PERIOD.multipliedBy(2))
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                        .build());
    }
}
