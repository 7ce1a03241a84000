package org.archipel.gateway.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.archipel.gateway.internal.cache.AnswerCache.Given;
import org.archipel.gateway.internal.cache.AnswerCache.Source;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.junit.jupiter.api.Test;

/** Calls that many wait for end for all of them. */
class AnswerCacheTest {
    private static final Executor FULL = task -> {
        throw new RejectedExecutionException("full");
    };

    private final Level level = new Level();
    private final AtomicInteger calls = new AtomicInteger();
    private final Source fetch = source(() -> CompletableFuture.completedFuture(
            new HttpAnswer(200, List.of(), new byte[] {(byte) calls.incrementAndGet()})));

    private static Source source(Supplier<CompletableFuture<HttpAnswer>> call) {
        return new Source() {
            @Override
            public Optional<Runnable> joins(String flight) {
                // Nothing goes in circles.
                return Optional.of(() -> {});
            }

            @Override
            public CompletableFuture<HttpAnswer> answer(String flight) {
                return call.get();
            }
        };
    }

    private static final class Level implements CacheLevel {
        private final Map<String, CachedAnswer> kept = new HashMap<>();
        private boolean broken;

        @Override
        public Optional<CachedAnswer> get(String organizationId, String key) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void put(String organizationId, String key, CachedAnswer answer) {
            kept.put(key, answer);
        }

        /** Has what is kept grow old. */
        void age(long millis) {
            kept.replaceAll((key, answer) -> new CachedAnswer(
                    answer.status(),
                    answer.headers(),
                    answer.body(),
                    answer.etag(),
                    answer.storedAt() - millis,
                    answer.freshUntil() - millis,
                    answer.usableUntil() - millis));
        }
    }

    private AnswerCache cache(boolean inMemory, Executor workers) {
        return new AnswerCache(
                new AnswerCache.Settings("org", "api", 1, 60, 60, 600, inMemory, Set.of()),
                new MemoryLevel(1 << 20),
                List.of(level),
                new CacheVersions(null),
                workers);
    }

    private static int body(CompletableFuture<Given> given) {
        return given.join().answer().body()[0];
    }

    private static String status(CompletableFuture<Given> given) {
        return given.join().answer().header("Cache-Status").orElse("");
    }

    @Test
    void anAnswerThatCannotBeStoredNowIsGiven() {
        AnswerCache cache = cache(false, FULL);
        assertThat(body(cache.get("k", fetch))).isEqualTo(1);
        assertThat(body(cache.get("k", fetch))).isEqualTo(2);
    }

    @Test
    void aLookThatFailsEndsForAllAndIsMadeAgain() {
        AnswerCache cache = cache(false, Runnable::run);
        level.broken = true;
        assertThat(cache.get("k", fetch)).isCompletedExceptionally();
        level.broken = false;
        assertThat(body(cache.get("k", fetch))).isEqualTo(1);
    }

    @Test
    void anOldAnswerIsGivenWhileNothingElseCanBeDone() {
        cache(false, Runnable::run).get("k", fetch);
        level.age(90_000);
        AnswerCache full = cache(true, FULL);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Given> given = full.get("k", fetch);
            assertThat(body(given)).isEqualTo(1);
            assertThat(status(given)).contains("stale");
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatIsOldOnAFurtherLevelIsGivenWhileANewOneIsFetched() {
        AnswerCache cache = cache(false, Runnable::run);
        cache.get("k", fetch);
        level.age(90_000);
        CompletableFuture<Given> old = cache.get("k", fetch);
        assertThat(body(old)).isEqualTo(1);
        assertThat(old.join().kept()).isTrue();
        CompletableFuture<Given> fresh = cache.get("k", fetch);
        assertThat(body(fresh)).isEqualTo(2);
        assertThat(status(fresh)).isEqualTo("archipel; hit");
        assertThat(cache.hits()).isEqualTo(2);
    }

    @Test
    void whoWaitedForAnothersCallIsToldSoAndCounted() {
        AnswerCache cache = cache(true, Runnable::run);
        CompletableFuture<HttpAnswer> slow = new CompletableFuture<>();
        CompletableFuture<Given> first = cache.get("k", source(() -> slow));
        CompletableFuture<Given> second = cache.get("k", source(() -> slow));
        slow.complete(new HttpAnswer(200, List.of(), new byte[] {7}));
        assertThat(status(first)).isEqualTo("archipel; fwd=miss");
        assertThat(status(second)).isEqualTo("archipel; fwd=miss; collapsed");
        assertThat(first.join().kept()).isFalse();
        assertThat(second.join().kept()).isTrue();
        assertThat(cache.hits()).isEqualTo(1);
        assertThat(cache.misses()).isEqualTo(1);
    }

    @Test
    void aSubstituteIsSharedButNotKeptAndAnOldAnswerIsBetter() {
        AnswerCache cache = cache(false, Runnable::run);
        Source fallback =
                source(() -> CompletableFuture.completedFuture(new HttpAnswer(200, List.of(), new byte[] {99}, true)));
        assertThat(body(cache.get("k", fallback))).isEqualTo(99);
        assertThat(cache.get("k", fallback).join().answer().header("ETag")).isEmpty();
        assertThat(body(cache.get("k", fetch))).isEqualTo(1);
        level.age(200_000);
        assertThat(body(cache.get("k", fallback))).isEqualTo(1);
    }
}
