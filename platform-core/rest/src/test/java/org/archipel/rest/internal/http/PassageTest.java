package org.archipel.rest.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many go through, or one alone. */
class PassageTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Passage passage = new Passage();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void nobodyIsWithinWhileOneWorksAlone() throws Exception {
        AtomicInteger within = new AtomicInteger();
        AtomicInteger met = new AtomicInteger();
        AtomicBoolean end = new AtomicBoolean();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(threads.submit(() -> {
                while (!end.get()) {
                    assertThat(passage.enter(LONG)).isTrue();
                    within.incrementAndGet();
                    within.decrementAndGet();
                    passage.leave();
                }
            }));
        }
        int changes = 0;
        for (int i = 0; i < 200; i++) {
            if (passage.close(LONG, () -> met.addAndGet(within.get()))) {
                changes++;
            }
        }
        end.set(true);
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(changes).isEqualTo(200);
        assertThat(met).hasValue(0);
    }

    @Test
    void whoStaysTooLongKeepsItOpen() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Future<?> one = threads.submit(() -> {
            passage.enter(LONG);
            entered.countDown();
            gate.await();
            passage.leave();
            return null;
        });
        entered.await();
        assertThat(passage.close(Duration.ofMillis(50), () -> {
                    throw new AssertionError("somebody is within");
                }))
                .isFalse();
        assertThat(passage.enter(LONG)).isTrue();
        assertThatThrownBy(() -> passage.close(LONG, () -> {})).isInstanceOf(IllegalStateException.class);
        passage.leave();
        gate.countDown();
        one.get();
        assertThat(passage.close(LONG, () -> {})).isTrue();
    }

    @Test
    void whoComesMeanwhileWaitsAndIsRefusedInTheEnd() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Future<Boolean> change = threads.submit(() -> passage.close(LONG, () -> {
            working.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        working.await();
        assertThat(passage.enter(Duration.ofMillis(50))).isFalse();
        Future<Boolean> later = threads.submit(() -> passage.enter(LONG));
        gate.countDown();
        assertThat(change.get()).isTrue();
        assertThat(later.get()).isTrue();
    }
}
