package org.archipel.gateway.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the three ways to count, over many random arrivals. */
class LimitLawsTest {
    static List<Long> seeds() {
        return new Random(42).longs(200).boxed().toList();
    }

    /** Random arrivals: bursts, pauses and a steady flow. */
    static long[] arrivals(Random random, long window) {
        long[] times = new long[400];
        long now = 1_700_000_000_000L + random.nextInt(100_000);
        for (int i = 0; i < times.length; i++) {
            int kind = random.nextInt(10);
            now += kind < 6 ? random.nextInt(3) : kind < 9 ? random.nextInt((int) (window / 4) + 1) : window * 2;
            times[i] = now;
        }
        return times;
    }

    private static List<Long> allowed(Counter counter, long[] arrivals) {
        List<Long> allowed = new ArrayList<>();
        for (long time : arrivals) {
            LimitState state = counter.take(time);
            assertThat(state.remaining()).isNotNegative();
            assertThat(state.retryAfterMillis()).isNotNegative();
            if (state.allowed()) {
                allowed.add(time);
            } else {
                assertThat(state.retryAfterMillis()).isPositive();
            }
        }
        return allowed;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFixedWindowLetsAtMostItsLimitThroughInEachWindow(long seed) {
        Random random = new Random(seed);
        long window = 1 + random.nextInt(500);
        int limit = 1 + random.nextInt(20);
        List<Long> allowed = allowed(new FixedWindow(limit, window), arrivals(random, window));
        for (long time : allowed) {
            long begin = Math.floorDiv(time, window) * window;
            assertThat(allowed.stream().filter(other -> other >= begin && other < begin + window))
                    .hasSizeLessThanOrEqualTo(limit);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSlidingWindowLetsAtMostItsLimitThroughInAnyWindow(long seed) {
        Random random = new Random(seed);
        long window = 1 + random.nextInt(500);
        int limit = 1 + random.nextInt(40);
        long[] arrivals = arrivals(random, window);
        List<Long> allowed = allowed(new SlidingWindow(limit, window), arrivals);
        for (int i = limit; i < allowed.size(); i++) {
            assertThat(allowed.get(i) - allowed.get(i - limit)).isGreaterThanOrEqualTo(window);
        }
        // And it refuses nobody without need.
        int next = 0;
        for (long time : arrivals) {
            if (next < allowed.size() && allowed.get(next) == time) {
                next++;
            } else {
                int last = next;
                assertThat(allowed.subList(0, last).stream().filter(other -> other > time - window))
                        .hasSizeGreaterThanOrEqualTo(limit);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTokenBucketLetsAtMostItsBurstAndWhatRefillsThrough(long seed) {
        Random random = new Random(seed);
        long window = 1 + random.nextInt(500);
        int refill = 1 + random.nextInt(30);
        int capacity = 1 + random.nextInt(30);
        List<Long> allowed = allowed(new TokenBucket(capacity, refill, window), arrivals(random, window));
        for (int i = 0; i < allowed.size(); i++) {
            for (int j = i; j < allowed.size(); j++) {
                long time = allowed.get(j) - allowed.get(i);
                assertThat((long) (j - i + 1) * window).isLessThanOrEqualTo(capacity * window + time * refill);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whoWaitsAsToldIsLetThrough(LimitRule rule) {
        AtomicLong clock = new AtomicLong(1_700_000_000_123L);
        MemoryLimits limits = new MemoryLimits(clock::get);
        LimitState state = limits.take(rule, "one");
        for (int i = 0; i < 100; i++) {
            if (!state.allowed()) {
                clock.addAndGet(state.retryAfterMillis() - 1);
                assertThat(limits.take(rule, "one").allowed()).isFalse();
                clock.addAndGet(1);
                assertThat(limits.take(rule, "one").allowed()).isTrue();
            }
            state = limits.take(rule, "one");
        }
        assertThat(limits.take(rule, "another").allowed()).isTrue();
    }

    static List<LimitRule> rules() {
        return List.of(
                new LimitRule("a", LimitRule.Kind.FIXED_WINDOW, 7, 7, 1000),
                new LimitRule("a", LimitRule.Kind.SLIDING_WINDOW, 7, 7, 1000),
                new LimitRule("a", LimitRule.Kind.TOKEN_BUCKET, 7, 3, 1000));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void manyAtOnceGetNoMoreThanOne(LimitRule rule) throws InterruptedException {
        MemoryLimits limits = new MemoryLimits(() -> 1_700_000_000_000L);
        AtomicInteger allowed = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int n = 0; n < 50; n++) {
                    if (limits.take(rule, "one").allowed()) {
                        allowed.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(allowed.get()).isEqualTo((int) rule.quota());
    }
}
