package org.archipel.gateway.internal.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Counters in memory, for one node. Thread-safe. */
public final class MemoryLimits {
    private static final int MOST = 200_000;

    private final Cache<Key, Counter> counters = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofDays(1))
            .build();
    private final LongSupplier clock;

    private record Key(LimitRule rule, String subject) {}

    public MemoryLimits() {
        this(System::currentTimeMillis);
    }

    public MemoryLimits(LongSupplier clock) {
        this.clock = clock;
    }

    /** Counts a request of a subject. */
    public LimitState take(LimitRule rule, String subject) {
        Key key = new Key(rule, subject);
        Counter counter = counters.getIfPresent(key);
        if (counter == null) {
            counter = counters.get(key, absent -> rule.newCounter());
        }
        return counter.take(clock.getAsLong());
    }
}
