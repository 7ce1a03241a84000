package org.archipel.integrations.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Integrations that take long leave threads to the others. */
class TurnThreadsTest {
    private final List<String> turns = new CopyOnWriteArrayList<>();
    private final AtomicInteger rung = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private TurnThreads threads = new TurnThreads(0, rung::incrementAndGet);

    @AfterEach
    void close() {
        gate.countDown();
        threads.close();
    }

    private void begin(String integration, boolean fresh, CountDownLatch until) throws InterruptedException {
        threads.begin(integration, fresh, () -> {
            turns.add(integration);
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void awaitTurns(String... integrations) {
        await().atMost(Duration.ofMinutes(1)).until(() -> turns.containsAll(List.of(integrations)));
    }

    @Test
    void thoseWhoseTurnsAreLongLeaveHalfOfTheThreadsToOthers() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            begin("long" + i, false, new CountDownLatch(0));
        }
        awaitTurns("long9");
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            begin("long0", false, gate);
            begin("long1", false, gate);
            return turns.size() == 12;
        });

        begin("long2", false, gate);
        begin("quick", false, gate);
        begin("another", false, gate);

        awaitTurns("quick", "another");
        assertThat(turns).filteredOn("long2"::equals).as("it waits for the two").hasSize(1);
        gate.countDown();
        await().atMost(Duration.ofMinutes(1)).until(() -> rung.get() >= 2);
    }

    @Test
    void whatComesDuringATurnIsLookedForAfterIt() throws InterruptedException {
        threads.close();
        threads = new TurnThreads(Long.MAX_VALUE, rung::incrementAndGet);
        begin("one", true, gate);
        awaitTurns("one");
        begin("one", false, gate);
        gate.countDown();
        begin("two", false, gate);
        awaitTurns("two");
        assertThat(rung).as("nothing came").hasValue(0);

        CountDownLatch end = new CountDownLatch(1);
        begin("three", true, end);
        awaitTurns("three");
        begin("three", true, end);
        end.countDown();

        await().atMost(Duration.ofMinutes(1)).until(() -> rung.get() == 1);
        assertThat(turns).containsExactlyInAnyOrder("one", "two", "three");
    }
}
