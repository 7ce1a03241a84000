package org.archipel.gateway.internal.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Keeps answers in memory, as many as fit: {@code archipel.gateway.cache.bytes}, by default an eighth of the heap. Thread-safe. */
@Component(service = MemoryLevel.class)
public class MemoryLevel {
    private static final String SIZE = "archipel.gateway.cache.bytes";
    private static final int PART_OF_HEAP = 8;
    /** No answer takes more than this part of it all. */
    private static final int MOST_PART = 16;

    private final Cache<String, CachedAnswer> answers;
    private final long most;

    @Activate
    public MemoryLevel(BundleContext context) {
        this(
                context.getProperty(SIZE) == null
                        ? Runtime.getRuntime().maxMemory() / PART_OF_HEAP
                        : Long.parseLong(context.getProperty(SIZE).strip()));
    }

    public MemoryLevel(long bytes) {
        most = bytes;
        answers = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String key, CachedAnswer answer) -> 2 * key.length() + answer.bytes())
                .expireAfter(Expiry.writing((String key, CachedAnswer answer) ->
                        Duration.ofMillis(Math.max(1, answer.usableUntil() - System.currentTimeMillis()))))
                .build();
        Gauge.builder(
                        "archipel.gateway.cache.bytes",
                        answers,
                        cache -> cache.policy()
                                .eviction()
                                .flatMap(eviction ->
                                        eviction.weightedSize().stream().boxed().findFirst())
                                .orElse(0L))
                .register(Metrics.globalRegistry);
    }

    CachedAnswer get(String key) {
        return answers.getIfPresent(key);
    }

    void put(String key, CachedAnswer answer) {
        if (answer.bytes() <= most / MOST_PART) {
            answers.put(key, answer);
        }
    }

    void remove(String key) {
        answers.invalidate(key);
    }
}
