package org.archipel.integrations.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.integrations.internal.webhook.TurnThreads.Handled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Integrations that take long leave threads to the others, and to each other. */
@Timeout(60)
class TurnThreadsTest {
    private static final int LONG = 10;
    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private final List<String> turns = new CopyOnWriteArrayList<>();
    private final AtomicInteger rung = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean noMemory = new AtomicBoolean();
    private final CountDownLatch gate = new CountDownLatch(1);
    private Runnable left = rung::incrementAndGet;
    private final TurnThreads threads = new TurnThreads(LONG, this::nanos, () -> left.run());

    private long nanos() {
        if (noMemory.getAndSet(false)) {
            throw new OutOfMemoryError("for a moment");
        }
        return nanos.get();
    }

    @AfterEach
    void close() {
        gate.countDown();
        threads.close();
    }

    /** Begins a long turn. */
    private void begin(String integration, boolean fresh, CountDownLatch until) throws InterruptedException {
        begin(integration, fresh, until, LONG + 1, Handled.ALL);
    }

    private void begin(String integration, boolean fresh, CountDownLatch until, long takes, Handled handled)
            throws InterruptedException {
        threads.begin(integration, fresh, () -> {
            turns.add(integration);
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            nanos.addAndGet(takes);
            return handled;
        });
    }

    /** A whole turn of the integration alone. */
    private void turn(String integration, long takes, Handled handled) throws InterruptedException {
        int before = rung.get();
        CountDownLatch end = new CountDownLatch(1);
        begin(integration, false, end, takes, handled);
        // What comes during it makes its end known.
        begin(integration, true, OPEN);
        end.countDown();
        until(() -> rung.get() > before);
    }

    private void longTurns(String... integrations) throws InterruptedException {
        for (String integration : integrations) {
            turn(integration, LONG + 1, Handled.ALL);
        }
        turns.clear();
    }

    private static void until(Callable<Boolean> condition) {
        await().dontCatchUncaughtExceptions().atMost(Duration.ofSeconds(30)).until(condition);
    }

    private void awaitTurns(String... integrations) {
        until(() -> turns.containsAll(List.of(integrations)));
    }

    @Test
    void thoseWhoseTurnsAreLongLeaveTheThreadsToOthers() throws InterruptedException {
        longTurns("a", "b", "c");
        begin("a", false, gate);
        begin("b", false, gate);
        awaitTurns("a", "b");

        begin("c", false, gate);
        for (String other : List.of("w", "x", "y", "z")) {
            begin(other, false, gate);
        }

        awaitTurns("w", "x", "y", "z");
        assertThat(turns).as("it waits for the two").doesNotContain("c");
        gate.countDown();
        awaitTurns("c");
    }

    @Test
    void thoseWhoseTurnsAreLongHaveThemInTurn() throws InterruptedException {
        longTurns("a", "b", "c", "d");
        CountDownLatch first = new CountDownLatch(1);
        begin("a", false, first);
        begin("b", false, first);
        awaitTurns("a", "b");
        begin("c", false, gate);
        begin("d", false, gate);

        first.countDown();
        until(() -> {
            for (String integration : List.of("a", "b", "c", "d")) {
                begin(integration, false, gate);
            }
            return turns.size() == 4;
        });

        assertThat(turns).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void aTurnThatFindsNothingMakesNoLongOneAnother() throws InterruptedException {
        longTurns("a", "b", "c", "d");
        for (String integration : List.of("a", "b", "c", "d")) {
            turn(integration, 0, Handled.NOTHING);
        }
        turns.clear();

        for (String integration : List.of("a", "b", "c", "d", "w", "x", "y", "z")) {
            begin(integration, false, gate);
        }

        awaitTurns("w", "x", "y", "z");
        assertThat(turns).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void aShortTurnWithSomethingInItMakesALongOneAnother() throws InterruptedException {
        longTurns("a", "b", "c");
        turn("a", LONG, Handled.ALL);
        turns.clear();
        begin("b", false, gate);
        begin("c", false, gate);

        begin("a", false, gate);

        awaitTurns("a", "b", "c");
    }

    @Test
    void aTurnAtWhoseEndMemoryIsShortGivesItsThreadBack() throws InterruptedException {
        threads.begin("short of memory", false, () -> {
            noMemory.set(true);
            return Handled.A_PART;
        });
        until(() -> rung.get() == 1);

        for (String integration : List.of("short of memory", "x", "y", "z")) {
            begin(integration, false, gate);
        }

        awaitTurns("short of memory", "x", "y", "z");
    }

    @Test
    void whoIsToldThatMoreIsLeftCanBeginTheNextTurn() throws InterruptedException {
        left = () -> {
            try {
                begin("one", false, OPEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        threads.begin("one", false, () -> Handled.A_PART);

        awaitTurns("one");
    }

    @Test
    void whatComesDuringATurnIsLookedForAfterIt() throws InterruptedException {
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

        until(() -> rung.get() == 1);
        assertThat(turns).containsExactlyInAnyOrder("one", "two", "three");
    }
}
