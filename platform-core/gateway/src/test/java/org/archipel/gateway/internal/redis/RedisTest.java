package org.archipel.gateway.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.archipel.gateway.internal.cache.CachedAnswer;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.limit.LimitRule;
import org.archipel.gateway.internal.limit.MemoryLimits;
import org.archipel.security.SharedRates;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits and answers that nodes share. */
class RedisTest {
    private static RedisServer server;
    private static RedisConnection connection;

    @BeforeAll
    static void start() throws IOException {
        Optional<RedisServer> started = RedisServer.start();
        Assumptions.assumeTrue(started.isPresent(), "redis-server is not installed");
        server = started.get();
        connection = new RedisConnection(Optional.of(server.url()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            connection.close();
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(LimitRule.Kind.class)
    void limitsInRedisSayExactlyWhatLimitsInMemorySay(LimitRule.Kind kind) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            // The clock is the test's, but Redis forgets by its own: windows that last longer than the calls below
            // take.
            int window = 60_000 + random.nextInt(500);
            LimitRule rule = new LimitRule("r" + seed, kind, 1 + random.nextInt(20), 1 + random.nextInt(20), window);
            AtomicLong clock = new AtomicLong(1_700_000_000_000L + random.nextInt(10_000));
            MemoryLimits memory = new MemoryLimits(clock::get);
            RedisLimits redis = new RedisLimits(connection, clock::get);
            for (int i = 0; i < 100; i++) {
                int pace = random.nextInt(10);
                clock.addAndGet(pace < 6 ? random.nextInt(3) : pace < 9 ? random.nextInt(window / 4 + 1) : 2L * window);
                String subject = "s" + random.nextInt(2);
                assertThat(redis.take(rule, subject)).contains(memory.take(rule, subject));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LimitRule.Kind.class)
    void manyNodesTogetherLetNoMoreThrough(LimitRule.Kind kind) throws InterruptedException, ExecutionException {
        LimitRule rule = new LimitRule("many", kind, 50, 50, 60_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> nodes = IntStream.range(0, 4)
                    .mapToObj(node -> threads.submit(() -> {
                        RedisLimits limits = new RedisLimits(connection, () -> 1_700_000_000_000L);
                        return (int) IntStream.range(0, 50)
                                .filter(i ->
                                        limits.take(rule, "one").orElseThrow().allowed())
                                .count();
                    }))
                    .toList();
            int allowed = 0;
            for (Future<Integer> node : nodes) {
                allowed += node.get();
            }
            assertThat(allowed).isEqualTo(50);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aKeyIsHeldToAllItsRatesOnAllNodes() {
        AtomicLong clock = new AtomicLong(1_700_000_000_000L);
        List<RedisRates> nodes =
                List.of(new RedisRates(connection, clock::get), new RedisRates(connection, clock::get));
        List<SharedRates.Rate> rates = List.of(
                new SharedRates.Rate(3, 2, Duration.ofSeconds(1)),
                new SharedRates.Rate(1_000_000_000L, 1_000_000_000L, Duration.ofDays(1)),
                new SharedRates.Rate(5, 5, Duration.ofMinutes(1)));
        for (int i = 0; i < 3; i++) {
            SharedRates.Count count = nodes.get(i % 2).take("k", rates).orElseThrow();
            assertThat(count.allowed()).isTrue();
            assertThat(count.left()).containsExactly(2L - i, 999_999_999L - i, 4L - i);
        }
        SharedRates.Count refused = nodes.get(0).take("k", rates).orElseThrow();
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(500));
        assertThat(refused.left().get(2)).as("a refused request takes nothing").isEqualTo(2);
        clock.addAndGet(500);
        assertThat(nodes.get(1).take("k", rates).orElseThrow().allowed()).isTrue();
        clock.addAndGet(1_000);
        assertThat(nodes.get(1).take("k", rates).orElseThrow().allowed()).isTrue();
        SharedRates.Count slower = nodes.get(0).take("k", rates).orElseThrow();
        assertThat(slower.allowed())
                .as("the minute is used up, the second is not")
                .isFalse();
        assertThat(slower.retryAfter()).isEqualTo(Duration.ofMillis(10_500));
    }

    @Test
    void answersAreKeptUntilTheyEnd() {
        RedisLevel level = new RedisLevel(connection);
        long now = System.currentTimeMillis();
        CachedAnswer answer = new CachedAnswer(
                200,
                List.of(new Header("Content-Type", "text/plain")),
                "é".getBytes(StandardCharsets.UTF_8),
                "\"x\"",
                now,
                now + 50,
                now + 5_000);
        level.put("org", "key", answer);
        CachedAnswer found = level.get("org", "key").orElseThrow();
        assertThat(found).usingRecursiveComparison().isEqualTo(answer);
        assertThat(level.get("other", "key")).isEmpty();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> level.get("org", "key").isEmpty());
    }

    @Test
    void withoutRedisCallersDoWithoutIt() throws IOException {
        try (RedisServer own = RedisServer.start().orElseThrow()) {
            RedisConnection mine = new RedisConnection(Optional.of(own.url()));
            RedisLimits limits = new RedisLimits(mine);
            LimitRule rule = new LimitRule("gone", LimitRule.Kind.FIXED_WINDOW, 5, 5, 60_000);
            assertThat(limits.take(rule, "a")).isPresent();
            own.kill();
            assertThat(limits.take(rule, "a")).isEmpty();
            own.run();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> limits.take(rule, "a").isPresent());
            mine.close();
        }
        assertThat(new RedisConnection(Optional.empty()).call(jedis -> "x")).isEmpty();
    }
}
