package org.archipel.gateway.internal.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.gateway.internal.cache.AnswerCache;
import org.archipel.gateway.internal.cache.CacheLevel;
import org.archipel.gateway.internal.cache.CacheVersions;
import org.archipel.gateway.internal.cache.DatabaseLevel;
import org.archipel.gateway.internal.cache.MemoryLevel;
import org.archipel.gateway.internal.model.CachingSettings;
import org.archipel.gateway.internal.model.CachingSettings.Level;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.redis.RedisLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes the caches of endpoints. Thread-safe. */
@Component(service = AnswerCaches.class)
public class AnswerCaches {
    private static final String HEADER = "header:";

    private final MemoryLevel memory;
    private final DatabaseLevel database;
    private final RedisLevel redis;
    private final CacheVersions versions;
    private final Workers workers;

    @Activate
    public AnswerCaches(
            @Reference MemoryLevel memory,
            @Reference DatabaseLevel database,
            @Reference RedisLevel redis,
            @Reference CacheVersions versions,
            @Reference Workers workers) {
        this.memory = memory;
        this.database = database;
        this.redis = redis;
        this.versions = versions;
        this.workers = workers;
    }

    /** Empty if the API keeps no answers. */
    Optional<CacheRule> of(CustomApi api) {
        CachingSettings caching = api.definition().config().caching();
        if (caching == null || !caching.enabled()) {
            return Optional.empty();
        }
        Set<String> headers = new TreeSet<>();
        caching.varyBy().stream()
                .filter(name -> name.startsWith(HEADER))
                .forEach(name -> headers.add(name.substring(HEADER.length()).toLowerCase(Locale.ROOT)));
        AnswerCache.Settings settings = new AnswerCache.Settings(
                api.organizationId(),
                api.id(),
                api.revision(),
                caching.ttlSeconds(),
                caching.staleWhileRevalidateSeconds(),
                caching.staleIfErrorSeconds(),
                caching.strategy().contains(Level.MEMORY),
                headers);
        List<CacheLevel> levels = caching.strategy().stream()
                .filter(level -> level != Level.MEMORY)
                .map(this::level)
                .toList();
        return Optional.of(new CacheRule(
                new AnswerCache(settings, memory, levels, versions, workers.of(api.organizationId())),
                headers,
                caching.varyBy().contains("caller")));
    }

    /** @throws IllegalArgumentException if there is no such level; the message is for a person */
    private CacheLevel level(Level level) {
        if (level == Level.REDIS && !redis.isThere()) {
            throw new IllegalArgumentException("names REDIS, which this platform does not have (archipel.redis.url)");
        }
        return level == Level.REDIS ? redis : database;
    }
}
