package org.archipel.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.base.DaemonThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicBoolean refusing = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();
    private final LaneThreads threads = new LaneThreads(this::thread);
    private final Semaphore ends = new Semaphore(0);
    private final List<String> begun = new CopyOnWriteArrayList<>();

    private Thread thread(Runnable run) {
        if (refusing.get()) {
            refused.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        }
        return DaemonThreads.named("lane").newThread(run);
    }

    @AfterEach
    void end() {
        threads.shutdown();
        ends.release(1_000);
    }

    private void waiting(String organization) {
        threads.execute(Optional.of(organization), () -> {
            begun.add(organization);
            ends.acquireUninterruptibly();
        });
    }

    private void awaitBegun(int count) {
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> begun.size() >= count);
    }

    @Test
    void whoWaitsInOneOrganizationLeavesThreadsToTheOthersAndToThePlatform() {
        for (int i = 0; i < 1_000; i++) {
            waiting("one");
        }
        awaitBegun(4);

        threads.execute(Optional.of("other"), () -> begun.add("other"));
        threads.execute(Optional.empty(), () -> begun.add("platform"));
        awaitBegun(6);

        assertThat(begun).containsExactlyInAnyOrder("one", "one", "one", "one", "other", "platform");
    }

    @Test
    void organizationsComeInTurn() {
        for (int i = 0; i < 32; i++) {
            waiting("busy-" + i % 8);
        }
        awaitBegun(32);
        begun.clear();
        List.of("one", "one", "one", "other").forEach(this::waiting);
        assertThat(begun).as("all threads are taken").isEmpty();

        for (int count = 1; count <= 4; count++) {
            ends.release();
            awaitBegun(count);
        }

        assertThat(begun).containsExactly("one", "other", "one", "one");
    }

    @Test
    void oneForWhichNoThreadCanBeStartedDoesNotWait() {
        refusing.set(true);
        assertThatThrownBy(() -> waiting("one")).isInstanceOf(OutOfMemoryError.class);
        refusing.set(false);

        threads.execute(Optional.of("one"), () -> begun.add("next"));
        awaitBegun(1);
        threads.resume();

        assertThat(begun).containsExactly("next");
    }

    @Test
    void oneThatWaitsKeepsItsPlaceWhileNoThreadCanBeStarted() {
        for (int i = 0; i < 4; i++) {
            waiting("one");
        }
        awaitBegun(4);
        threads.execute(Optional.of("one"), () -> begun.add("waited"));
        refusing.set(true);
        ends.release();
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> refused.get() >= 1);
        refusing.set(false);

        threads.resume();

        awaitBegun(5);
        assertThat(begun).endsWith("waited");
    }

    @Test
    void oneThatFailsLeavesItsThread() {
        for (int i = 0; i < 10; i++) {
            threads.execute(Optional.of("one"), () -> {
                begun.add("failed");
                throw new IllegalStateException("a run that fails");
            });
        }

        awaitBegun(10);
    }
}
