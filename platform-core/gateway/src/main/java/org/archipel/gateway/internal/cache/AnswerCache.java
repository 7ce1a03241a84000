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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpAnswer;

/**
 * The kept answers of one endpoint. Many that miss the same at once make one call. Thread-safe.
 */
public final class AnswerCache {
    private static final Counter HITS = Metrics.counter("archipel.gateway.cache", "outcome", "hit");
    private static final Counter STALE = Metrics.counter("archipel.gateway.cache", "outcome", "stale");
    private static final Counter MISSES = Metrics.counter("archipel.gateway.cache", "outcome", "miss");
    private static final int SECOND = 1000;
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
     * What a call brought: an answer for all who ask the same, or one that is for its caller alone.
     *
     * @param shared null if it is for its caller alone
     * @param own null if it is shared
     */
    private record Fetched(CachedAnswer shared, HttpAnswer own) {}

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
     * An answer, kept or fetched.
     *
     * @param fetch makes the call; may be called after the request has ended
     */
    public CompletableFuture<HttpAnswer> get(String key, Supplier<CompletableFuture<HttpAnswer>> fetch) {
        long now = System.currentTimeMillis();
        CachedAnswer found = settings.inMemory() ? memory.get(key) : null;
        if (found != null && now < found.freshUntil() + SECOND * settings.staleWhileRevalidateSeconds()) {
            return CompletableFuture.completedFuture(stale(key, found, fetch));
        }
        CompletableFuture<Fetched> mine = new CompletableFuture<>();
        CompletableFuture<Fetched> other = fetching.putIfAbsent(key, mine);
        if (other != null) {
            return other.thenCompose(fetched -> together(fetched, fetch));
        }
        CachedAnswer meanwhile = settings.inMemory() ? memory.get(key) : null;
        if (meanwhile != null && meanwhile.isFresh(now)) {
            // Another's call ended between the two looks.
            hits.increment();
            HITS.increment();
            end(key, mine, new Fetched(meanwhile, null));
            return CompletableFuture.completedFuture(answer(meanwhile, "hit"));
        }
        Optional<CachedAnswer> old = Optional.ofNullable(found);
        if (levels.isEmpty()) {
            fetch(key, fetch, old, mine);
        } else {
            workers.execute(() -> look(key, fetch, old, mine));
        }
        return mine.thenApply(fetched -> fetched.own() == null ? answer(fetched.shared(), "fwd=miss") : fetched.own());
    }

    /** The answer for one who waited for another's call; that which is the other's alone is asked for again. */
    private CompletableFuture<HttpAnswer> together(Fetched fetched, Supplier<CompletableFuture<HttpAnswer>> fetch) {
        if (fetched.own() == null) {
            hits.increment();
            HITS.increment();
            return CompletableFuture.completedFuture(answer(fetched.shared(), "hit; collapsed"));
        }
        misses.increment();
        MISSES.increment();
        return fetch.get();
    }

    private HttpAnswer stale(String key, CachedAnswer found, Supplier<CompletableFuture<HttpAnswer>> fetch) {
        hits.increment();
        STALE.increment();
        CompletableFuture<Fetched> mine = new CompletableFuture<>();
        if (!found.isFresh(System.currentTimeMillis()) && fetching.putIfAbsent(key, mine) == null) {
            workers.execute(() -> fetch(key, fetch, Optional.of(found), mine));
        }
        return answer(found, "hit; fwd=stale");
    }

    private void look(
            String key,
            Supplier<CompletableFuture<HttpAnswer>> fetch,
            Optional<CachedAnswer> old,
            CompletableFuture<Fetched> mine) {
        String hash = hash(key);
        long now = System.currentTimeMillis();
        Optional<CachedAnswer> usable = old;
        for (CacheLevel level : levels) {
            Optional<CachedAnswer> found = level.get(settings.organizationId(), hash);
            if (found.isPresent() && found.get().isFresh(now)) {
                hits.increment();
                HITS.increment();
                if (settings.inMemory()) {
                    memory.put(key, found.get());
                }
                fetching.remove(key, mine);
                mine.complete(new Fetched(found.get(), null));
                return;
            }
            usable = usable.or(() -> found);
        }
        fetch(key, fetch, usable, mine);
    }

    private void fetch(
            String key,
            Supplier<CompletableFuture<HttpAnswer>> fetch,
            Optional<CachedAnswer> old,
            CompletableFuture<Fetched> mine) {
        misses.increment();
        MISSES.increment();
        CompletableFuture<HttpAnswer> call;
        try {
            call = fetch.get();
        } catch (RuntimeException e) {
            call = CompletableFuture.failedFuture(e);
        }
        call.whenComplete((answer, failure) -> {
            boolean failed = failure != null || answer.status() >= SERVER_ERROR;
            long now = System.currentTimeMillis();
            if (failed
                    && old.filter(before -> now < before.freshUntil() + SECOND * settings.staleIfErrorSeconds())
                            .isPresent()) {
                end(key, mine, new Fetched(old.get(), null));
            } else if (failure != null) {
                fetching.remove(key, mine);
                mine.completeExceptionally(failure);
            } else if (isForOneCaller(answer)) {
                end(key, mine, new Fetched(null, answer));
            } else {
                CachedAnswer kept = kept(answer, now);
                if (KEPT.contains(answer.status())) {
                    store(key, kept);
                }
                // Stored before: who comes now finds the answer or the call.
                end(key, mine, new Fetched(kept, null));
            }
        });
    }

    private void end(String key, CompletableFuture<Fetched> mine, Fetched fetched) {
        fetching.remove(key, mine);
        mine.complete(fetched);
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
            workers.execute(() -> levels.forEach(level -> level.put(settings.organizationId(), hash, answer)));
        }
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
