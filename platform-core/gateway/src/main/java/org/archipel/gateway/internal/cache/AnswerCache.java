package org.archipel.gateway.internal.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.archipel.gateway.internal.http.Header;
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
    private static final String STALE_HIT = "hit; ttl=";
    private static final int SECOND = 1000;
    /** A call that has not ended by then is no longer waited for. */
    private static final int LONGEST_SECONDS = 300;

    private static final int SERVER_ERROR = 500;
    private static final Set<Integer> KEPT = Set.of(200, 203, 204);
    /** Headers that belong to one answer and not to those that are like it. */
    private static final Set<String> ONCE = Set.of("set-cookie", "age", "etag", "cache-control", "expires", "pragma");

    private final Settings settings;
    private final MemoryLevel memory;
    private final List<CacheLevel> levels;
    private final CacheVersions versions;
    private final Executor workers;
    private final Map<String, CompletableFuture<Fetched>> fetching = new ConcurrentHashMap<>();
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

    /**
     * What was found or fetched.
     *
     * @param shared an answer that can be kept; null for another
     * @param plain an answer that is not kept; null for one that can be
     * @param forAll whether all who ask the same may have it
     * @param how it came about, for {@code Cache-Status} (RFC 9211)
     * @param found whether no call was made for it
     */
    private record Fetched(CachedAnswer shared, HttpAnswer plain, boolean forAll, String how, boolean found) {
        static Fetched kept(CachedAnswer answer) {
            return new Fetched(answer, null, true, "hit", true);
        }

        static Fetched stale(CachedAnswer answer, long now) {
            return new Fetched(answer, null, true, howStale(answer, now), true);
        }

        static Fetched made(CachedAnswer answer) {
            return new Fetched(answer, null, true, "fwd=miss", false);
        }

        static Fetched plain(HttpAnswer answer, boolean forAll) {
            return new Fetched(null, answer, forAll, "", false);
        }
    }

    /** @param levels beyond memory, nearest first */
    public AnswerCache(
            Settings settings, MemoryLevel memory, List<CacheLevel> levels, CacheVersions versions, Executor workers) {
        this.settings = settings;
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
     * @param fetch makes the call; may be called after the request has ended
     */
    public CompletableFuture<Given> get(String key, Supplier<CompletableFuture<HttpAnswer>> fetch) {
        long now = System.currentTimeMillis();
        Optional<CachedAnswer> found = settings.inMemory() ? Optional.ofNullable(memory.get(key)) : Optional.empty();
        if (found.filter(answer -> isFreshEnough(answer, now)).isPresent()) {
            return CompletableFuture.completedFuture(there(key, found.get(), now, fetch));
        }
        CompletableFuture<Fetched> mine = new CompletableFuture<>();
        CompletableFuture<Fetched> other = fetching.putIfAbsent(key, mine);
        if (other != null) {
            return other.thenCompose(fetched -> together(fetched, fetch));
        }
        try {
            search(key, now, found, mine, fetch);
        } catch (RuntimeException | Error e) {
            fail(key, mine, e);
        }
        return mine.thenApply(fetched -> given(fetched, fetched.how(), fetched.found()));
    }

    private Given given(Fetched fetched, String how, boolean kept) {
        if (kept) {
            hits.increment();
            (how.startsWith(STALE_HIT) ? STALE : HITS).increment();
        }
        return new Given(fetched.plain() == null ? answer(fetched.shared(), how) : fetched.plain(), kept);
    }

    /** The answer for one who waited for another's call; that which is the other's alone is asked for again. */
    private CompletableFuture<Given> together(Fetched fetched, Supplier<CompletableFuture<HttpAnswer>> fetch) {
        if (fetched.forAll()) {
            String how = fetched.found() ? fetched.how() : fetched.how() + "; collapsed";
            return CompletableFuture.completedFuture(given(fetched, how, true));
        }
        misses.increment();
        MISSES.increment();
        return fetch.get().thenApply(answer -> new Given(answer, false));
    }

    private boolean isFreshEnough(CachedAnswer answer, long now) {
        return now < answer.freshUntil() + SECOND * settings.staleWhileRevalidateSeconds();
    }

    /** An answer that may be given; if it is old, a new one is fetched meanwhile. */
    private Given there(String key, CachedAnswer found, long now, Supplier<CompletableFuture<HttpAnswer>> fetch) {
        if (found.isFresh(now)) {
            return given(Fetched.kept(found), "hit", true);
        }
        CompletableFuture<Fetched> mine = new CompletableFuture<>();
        if (fetching.putIfAbsent(key, mine) == null) {
            revalidate(key, found, mine, fetch);
        }
        Fetched old = Fetched.stale(found, now);
        return given(old, old.how(), true);
    }

    private void revalidate(
            String key,
            CachedAnswer found,
            CompletableFuture<Fetched> mine,
            Supplier<CompletableFuture<HttpAnswer>> fetch) {
        try {
            workers.execute(() -> fetch(key, fetch, Optional.of(found), mine));
        } catch (RuntimeException e) {
            // Too much is to be done now; the next who asks has it fetched.
            fail(key, mine, e);
        }
    }

    /** Looks where an answer may be, and has one fetched if there is none. */
    private void search(
            String key,
            long now,
            Optional<CachedAnswer> old,
            CompletableFuture<Fetched> mine,
            Supplier<CompletableFuture<HttpAnswer>> fetch) {
        // Another's call may have ended between the two looks.
        CachedAnswer meanwhile = settings.inMemory() ? memory.get(key) : null;
        if (meanwhile != null && meanwhile.isFresh(now)) {
            end(key, mine, Fetched.kept(meanwhile));
            return;
        }
        Optional<CachedAnswer> usable = old;
        String hash = levels.isEmpty() ? "" : hash(key);
        for (CacheLevel level : levels) {
            Optional<CachedAnswer> found = level.get(settings.organizationId(), hash);
            if (found.filter(answer -> isFreshEnough(answer, now)).isPresent()) {
                if (settings.inMemory()) {
                    memory.put(key, found.get());
                }
                boolean fresh = found.get().isFresh(now);
                end(key, mine, fresh ? Fetched.kept(found.get()) : Fetched.stale(found.get(), now));
                CompletableFuture<Fetched> next = new CompletableFuture<>();
                if (!fresh && fetching.putIfAbsent(key, next) == null) {
                    revalidate(key, found.get(), next, fetch);
                }
                return;
            }
            usable = usable.or(() -> found);
        }
        fetch(key, fetch, usable, mine);
    }

    /** Makes the call. Whatever comes of it, {@code mine} ends: others wait for it. */
    private void fetch(
            String key,
            Supplier<CompletableFuture<HttpAnswer>> fetch,
            Optional<CachedAnswer> old,
            CompletableFuture<Fetched> mine) {
        misses.increment();
        MISSES.increment();
        CompletableFuture<HttpAnswer> call;
        try {
            call = fetch.get().copy().orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS);
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

    private void fetched(
            String key,
            HttpAnswer answer,
            Throwable failure,
            Optional<CachedAnswer> old,
            CompletableFuture<Fetched> mine) {
        long now = System.currentTimeMillis();
        boolean failed = failure != null || answer.status() >= SERVER_ERROR || answer.substitute();
        Optional<CachedAnswer> better =
                old.filter(before -> failed && now < before.freshUntil() + SECOND * settings.staleIfErrorSeconds());
        if (better.isPresent()) {
            end(key, mine, Fetched.stale(better.get(), now));
        } else if (failure != null) {
            fail(key, mine, failure);
        } else if (answer.substitute() || isForOneCaller(answer)) {
            end(key, mine, Fetched.plain(answer, answer.substitute()));
        } else {
            CachedAnswer kept = kept(answer, now);
            if (KEPT.contains(answer.status())) {
                store(key, kept);
            }
            // Stored before: who comes now finds the answer or the call.
            end(key, mine, Fetched.made(kept));
        }
    }

    private void end(String key, CompletableFuture<Fetched> mine, Fetched fetched) {
        fetching.remove(key, mine);
        mine.complete(fetched);
    }

    private void fail(String key, CompletableFuture<Fetched> mine, Throwable failure) {
        fetching.remove(key, mine);
        mine.completeExceptionally(failure);
    }

    private CachedAnswer kept(HttpAnswer answer, long now) {
        long fresh = now + SECOND * settings.ttlSeconds();
        long longer = Math.max(settings.staleIfErrorSeconds(), settings.staleWhileRevalidateSeconds());
        return new CachedAnswer(
                answer.status(),
                answer.headers().stream()
                        .filter(header -> !ONCE.contains(header.name().toLowerCase(Locale.ROOT)))
                        .toList(),
                answer.body(),
                '"' + hash(answer.body()).substring(0, 22) + '"',
                now,
                fresh,
                fresh + SECOND * longer);
    }

    /** Whether an answer is meant for one caller, or another request to the same address may get another. */
    private boolean isForOneCaller(HttpAnswer answer) {
        String control = answer.header("Cache-Control").orElse("").toLowerCase(Locale.ROOT);
        return answer.header("Set-Cookie").isPresent()
                || control.contains("no-store")
                || control.contains("private")
                || !answer.headers().stream()
                        .filter(header -> header.name().equalsIgnoreCase("vary"))
                        .flatMap(header -> Stream.of(header.value().split(",")))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .allMatch(name -> name.isEmpty()
                                || name.equals("accept-encoding")
                                || name.equals("origin")
                                || settings.varyHeaders().contains(name));
    }

    private void store(String key, CachedAnswer answer) {
        if (settings.inMemory()) {
            memory.put(key, answer);
        }
        if (!levels.isEmpty()) {
            String hash = hash(key);
            try {
                workers.execute(() -> levels.forEach(level -> level.put(settings.organizationId(), hash, answer)));
            } catch (RuntimeException e) {
                LOG.debug("An answer is not kept beyond memory: too much waits already", e);
            }
        }
    }

    private static String howStale(CachedAnswer answer, long now) {
        return STALE_HIT + Math.min(0, (answer.freshUntil() - now) / SECOND) + "; detail=stale";
    }

    /** The kept answer as it goes to a caller. */
    public HttpAnswer answer(CachedAnswer kept, String how) {
        List<Header> headers = new ArrayList<>(kept.headers());
        if (KEPT.contains(kept.status())) {
            headers.add(new Header("ETag", kept.etag()));
            headers.add(new Header("Cache-Control", "private, no-cache"));
            headers.add(new Header(
                    "Age", Long.toString(Math.max(0, System.currentTimeMillis() - kept.storedAt()) / SECOND)));
            headers.add(new Header("Cache-Status", "archipel; " + how));
        }
        return new HttpAnswer(kept.status(), headers, kept.body());
    }

    /** Answers from here since the endpoint was compiled. */
    public long hits() {
        return hits.sum();
    }

    /** Calls made since the endpoint was compiled. */
    public long misses() {
        return misses.sum();
    }

    private static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
