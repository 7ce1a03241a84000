package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.transform.TransformFunction;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.test.LiveIslands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IslandThreadsTest {
    private static final int CALLERS = 6;
    private static final int CALLS = 5_000;

    private final Boundary boundary = Boundary.of("archipel.extension.minute-calls", "0");
    private final LiveIsland island = LiveIslands.admit(List.of());
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void end() {
        callers.shutdownNow();
        boundary.close();
    }

    private TransformFunction guard(TransformFunction function) {
        return boundary.calls().guard(TransformFunction.class, function, island.location());
    }

    private static Void callOften(TransformFunction function, int caller) {
        for (int i = 0; i < CALLS; i++) {
            int number = caller * CALLS + i;
            if (number % 7 == 0) {
                assertThatThrownBy(() -> function.apply(List.of(IntNode.valueOf(number))))
                        .isInstanceOf(PlatformException.class)
                        .hasMessage("no " + number);
            } else {
                assertThat(function.apply(List.of(IntNode.valueOf(number))).intValue())
                        .isEqualTo(number);
            }
        }
        return null;
    }

    @Test
    void callersAtTheSameTimeGetEachTheirOwnAnswer() throws Exception {
        Set<Thread> inside = ConcurrentHashMap.newKeySet();
        TransformFunction function = guard(given -> {
            assertThat(inside.add(Thread.currentThread())).isTrue();
            JsonNode number = given.get(0);
            inside.remove(Thread.currentThread());
            if (number.intValue() % 7 == 0) {
                throw new PlatformException(ErrorCode.CONFLICT, "no " + number.intValue());
            }
            return number;
        });

        List<Future<Void>> all = IntStream.range(0, CALLERS)
                .mapToObj(caller -> callers.submit(() -> callOften(function, caller)))
                .toList();

        for (Future<Void> one : all) {
            one.get(2, TimeUnit.MINUTES);
        }
        assertThat(inside).isEmpty();
    }

    @Test
    void aCallBesideALongOneGetsAThreadOfItsOwnAndTheNextOneFindsAFreeOne() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        TransformFunction function = guard(given -> {
            used.add(Thread.currentThread());
            if (given.get(0).intValue() == 0) {
                entered.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return given.get(0);
        });

        Future<JsonNode> longOne = callers.submit(() -> function.apply(List.of(IntNode.valueOf(0))));
        assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
        for (int i = 1; i <= 100; i++) {
            assertThat(function.apply(List.of(IntNode.valueOf(i))).intValue()).isEqualTo(i);
        }
        release.countDown();

        assertThat(longOne.get(1, TimeUnit.MINUTES).intValue()).isZero();
        assertThat(used).hasSize(2);
    }
}
