package org.archipel.gateway.internal.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * How long answers are kept.
 *
 * @param enabled null for yes
 * @param strategy the levels, nearest first; null for memory
 * @param varyBy what tells answers apart besides path and query: {@code caller}, {@code header:<name>}
 * @param staleWhileRevalidateSeconds how long an old answer is given while a new one is fetched; null for not at all
 * @param staleIfErrorSeconds how long an old answer is given when no new one can be had; null for not at all
 * @param tags names by which answers are dropped together
 * @param invalidationRules what drops answers before their time
 */
public record CachingSettings(
        Boolean enabled,
        Integer ttlSeconds,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<Level> strategy,

        List<String> varyBy,
        Integer staleWhileRevalidateSeconds,
        Integer staleIfErrorSeconds,
        List<String> tags,
        List<InvalidationRule> invalidationRules) {
    public CachingSettings {
        enabled = enabled == null || enabled;
        strategy = strategy == null || strategy.isEmpty() ? List.of(Level.MEMORY) : List.copyOf(strategy);
        varyBy = varyBy == null ? List.of() : List.copyOf(varyBy);
        staleWhileRevalidateSeconds = staleWhileRevalidateSeconds == null ? 0 : staleWhileRevalidateSeconds;
        staleIfErrorSeconds = staleIfErrorSeconds == null ? 0 : staleIfErrorSeconds;
        tags = tags == null ? List.of() : List.copyOf(tags);
        invalidationRules = invalidationRules == null ? List.of() : List.copyOf(invalidationRules);
    }

    /** Where answers are kept. */
    public enum Level {
        MEMORY,
        REDIS,
        DATABASE
    }

    /**
     * What drops this API's answers.
     *
     * @param value a topic of events with {@code *} for {@link On#EVENT}, an entity for {@link On#RECORD}, a path for {@link On#WRITE}
     */
    public record InvalidationRule(On on, String value) {}

    /** Kinds of what drops answers. */
    public enum On {
        /** An event of the platform. */
        EVENT,
        /** A change of a record of an entity. */
        RECORD,
        /** A successful call that writes (POST, PUT, PATCH, DELETE) to another custom API at that path. */
        WRITE
    }
}
