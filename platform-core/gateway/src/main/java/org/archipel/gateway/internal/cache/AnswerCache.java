package org.archipel.gateway.internal.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kept answers of one endpoint. Many that miss the same at once make one call. Thread-safe.
 */
public final class AnswerCache {
    private static final Counter HITS = Metrics.counter("archipel.gateway.cache", "outcome", "hit");
    private static final Counter STALE = Metrics.counter("archipel.gateway.cache", "outcome", "stale");
    private static final Counter MISSES = Metrics.counter("archipel.gateway.cache", "outcome", "miss");
    private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);
    /** A call that has not ended by then is no longer waited for. */
    private static final int LONGEST_SECONDS = 300;

    private final Settings settings;
    private final KeepingRules rules;
    private final MemoryLevel memory;
    private final List<CacheLevel> levels;
    private final CacheVersions versions;
    private final Executor workers;
    private final Map<String, Flight> fetching = new ConcurrentHashMap<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /**
     * What an endpoint says of its answers.
     *
     * @param revision of the definition: another one gives other answers
     * @param inMemory whether memory is one of the levels
     * @param varyHeaders headers of the request that tell answers apart, in lower case
     */
    public record Settings(
            String organizationId,
            String apiId,
            long revision,
            long ttlSeconds,
            long staleWhileRevalidateSeconds,
            long staleIfErrorSeconds,
            boolean inMemory,
            Set<String> varyHeaders) {}

    /**
     * What a caller is given.
     *
     * @param kept whether it was there, or another's call brought it
     */
    public record Given(HttpAnswer answer, boolean kept) {}

    /** Where an answer comes from that is not kept. */
    public interface Source {
        /**
         * The present request is about to wait for the call of another.
         *
         * @return to be run when it no longer waits; empty if it makes a call of its own, because nobody can tell whether the other one
         *     waits for it
         * @throws RuntimeException if that waits for the present one
         */
        Optional<Runnable> joins(String flight);

        /** Makes the call. @param flight what all are on who wait for it */
        CompletableFuture<HttpAnswer> answer(String flight);
    }

    /** @param levels beyond memory, nearest first */
    public AnswerCache(
            Settings settings, MemoryLevel memory, List<CacheLevel> levels, CacheVersions versions, Executor workers) {
        this.settings = settings;
        this.rules = new KeepingRules(settings);
        this.memory = memory;
        this.levels = List.copyOf(levels);
        this.versions = versions;
        this.workers = workers;
    }

    /** The full key of an answer. @param request what tells the request apart from others to the endpoint */
    public String key(String request) {
        return settings.apiId() + '/' + settings.revision() + '/' + versions.of(settings.apiId()) + '/' + request;
    }

    /** A fresh answer that is in memory; null if there is none. */
    public CachedAnswer quickly(String key) {
        if (!settings.inMemory()) {
            return null;
        }
        CachedAnswer found = memory.get(key);
        if (found == null || !found.isFresh(System.currentTimeMillis())) {
            return null;
        }
        hits.increment();
        HITS.increment();
        return found;
    }

    /**
     * An answer, kept or fetched. Levels beyond memory are waited for on the present thread, a call is not.
     *
     * @param source may be asked after the request has ended
     * @throws RuntimeException of the source if it does not join those who wait
     */
    public CompletableFuture<Given> get(String key, Source source) {
        long now = System.currentTimeMillis();
        Optional<CachedAnswer> found = settings.inMemory() ? Optional.ofNullable(memory.get(key)) : Optional.empty();
        if (found.filter(answer -> rules.isFreshEnough(answer, now)).isPresent()) {
            return CompletableFuture.completedFuture(there(key, found.get(), now, source));
        }
        Flight mine = new Flight();
        Flight other = fetching.putIfAbsent(key, mine);
        if (other != null) {
            Optional<Runnable> waited = source.joins(other.id());
            return waited.isEmpty()
                    ? alone(source)
                    : other.whenComplete((fetched, failure) -> waited.get().run())
                            .thenCompose(fetched -> together(fetched, source));
        }
        try {
            search(key, now, found, mine, source);
        } catch (RuntimeException | Error e) {
            fail(key, mine, e);
        }
        return mine.thenApply(fetched -> given(fetched, fetched.how(), fetched.found()));
    }

    private Given given(Fetched fetched, String how, boolean kept) {
        if (kept) {
            hits.increment();
            (KeepingRules.isStale(how) ? STALE : HITS).increment();
        }
        return new Given(fetched.plain() == null ? answer(fetched.shared(), how) : fetched.plain(), kept);
    }

    /** The answer for one who waited for another's call; that which is the other's alone is asked for again. */
    private CompletableFuture<Given> together(Fetched fetched, Source source) {
        if (fetched.forAll()) {
            String how = fetched.found() ? fetched.how() : fetched.how() + "; collapsed";
            return CompletableFuture.completedFuture(given(fetched, how, true));
        }
        return alone(source);
    }

    /** A call for one caller, whose answer is not kept. */
    private CompletableFuture<Given> alone(Source source) {
        misses.increment();
        MISSES.increment();
        return source.answer(new Flight().id()).thenApply(answer -> new Given(answer, false));
    }

    /** An answer that may be given; if it is old, a new one is fetched meanwhile. */
    private Given there(String key, CachedAnswer found, long now, Source source) {
        if (found.isFresh(now)) {
            return given(Fetched.kept(found), "hit", true);
        }
        Flight mine = new Flight();
        if (fetching.putIfAbsent(key, mine) == null) {
            revalidate(key, found, mine, source);
        }
        Fetched old = Fetched.stale(found, now);
        return given(old, old.how(), true);
    }

    private void revalidate(String key, CachedAnswer found, Flight mine, Source source) {
        try {
            workers.execute(() -> fetch(key, source, Optional.of(found), mine));
        } catch (RuntimeException e) {
            // Too much is to be done now; the next who asks has it fetched.
            fail(key, mine, e);
        }
    }

    /** Looks where an answer may be, and has one fetched if there is none. */
    private void search(String key, long now, Optional<CachedAnswer> old, Flight mine, Source source) {
        // Another's call may have ended between the two looks.
        CachedAnswer meanwhile = settings.inMemory() ? memory.get(key) : null;
        if (meanwhile != null && meanwhile.isFresh(now)) {
            end(key, mine, Fetched.kept(meanwhile));
            return;
        }
        Optional<CachedAnswer> usable = old;
        String hash = levels.isEmpty() ? "" : KeepingRules.hash(key);
        for (CacheLevel level : levels) {
            Optional<CachedAnswer> found = level.get(settings.organizationId(), hash);
            if (found.filter(answer -> rules.isFreshEnough(answer, now)).isPresent()) {
                if (settings.inMemory()) {
                    memory.put(key, found.get());
                }
                boolean fresh = found.get().isFresh(now);
                end(key, mine, fresh ? Fetched.kept(found.get()) : Fetched.stale(found.get(), now));
                Flight next = new Flight();
                if (!fresh && fetching.putIfAbsent(key, next) == null) {
                    revalidate(key, found.get(), next, source);
                }
                return;
            }
            usable = usable.or(() -> found);
        }
        fetch(key, source, usable, mine);
    }

    /** Makes the call. Whatever comes of it, {@code mine} ends: others wait for it. */
    private void fetch(String key, Source source, Optional<CachedAnswer> old, Flight mine) {
        misses.increment();
        MISSES.increment();
        CompletableFuture<HttpAnswer> call;
        try {
            call = source.answer(mine.id()).copy().orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException | Error e) {
            call = CompletableFuture.failedFuture(e);
        }
        call.whenComplete((answer, failure) -> {
            try {
                fetched(key, answer, failure, old, mine);
            } catch (RuntimeException | Error e) {
                fail(key, mine, e);
            }
        });
    }

    private void fetched(String key, HttpAnswer answer, Throwable failure, Optional<CachedAnswer> old, Flight mine) {
        long now = System.currentTimeMillis();
        boolean failed = failure != null || KeepingRules.isFailure(answer);
        Optional<CachedAnswer> better = old.filter(before -> failed && rules.isBetterThanFailure(before, now));
        if (better.isPresent()) {
            end(key, mine, Fetched.stale(better.get(), now));
        } else if (failure != null) {
            fail(key, mine, failure);
        } else if (answer.substitute() || rules.isForOneCaller(answer)) {
            end(key, mine, Fetched.plain(answer, answer.substitute()));
        } else {
            CachedAnswer kept = rules.kept(answer, now);
            if (KeepingRules.isKept(answer.status())) {
                store(key, kept);
            }
            // Stored before: who comes now finds the answer or the call.
            end(key, mine, Fetched.made(kept));
        }
    }

    private void end(String key, Flight mine, Fetched fetched) {
        fetching.remove(key, mine);
        mine.complete(fetched);
    }

    private void fail(String key, Flight mine, Throwable failure) {
        fetching.remove(key, mine);
        mine.completeExceptionally(failure);
    }

    private void store(String key, CachedAnswer answer) {
        if (settings.inMemory()) {
            memory.put(key, answer);
        }
        if (!levels.isEmpty()) {
            String hash = KeepingRules.hash(key);
            try {
                workers.execute(() -> levels.forEach(level -> level.put(settings.organizationId(), hash, answer)));
            } catch (RuntimeException e) {
                LOG.debug("An answer is not kept beyond memory: too much waits already", e);
            }
        }
    }

    /** The kept answer as it goes to a caller. */
    public HttpAnswer answer(CachedAnswer kept, String how) {
        return rules.answer(kept, how);
    }

    /** Answers from here since the endpoint was compiled. */
    public long hits() {
        return hits.sum();
    }

    /** Calls made since the endpoint was compiled. */
    public long misses() {
        return misses.sum();
    }
}
