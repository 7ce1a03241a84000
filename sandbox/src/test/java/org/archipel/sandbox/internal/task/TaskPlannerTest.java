package org.archipel.sandbox.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.internal.store.TaskStore;
import org.archipel.sandbox.test.TableQueue;
import org.junit.jupiter.api.AfterEach;

class TaskPlannerTest {
    private static final int MANY = 24;
    private static final Instant SOON = Instant.parse("2030-01-01T00:00:00Z");

    private final InstallationInfo installation =
            new InstallationInfo(Ids.next(), Ids.next(), "com.acme.test", "1.0.0");
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final UnitOfWork work;
    private final TableQueue queue;
    private final TaskPlanner planner;

    TaskPlannerTest(TestDatabase database) {
        work = database.unit("sandbox");
        queue = new TableQueue(work);
        planner = new TaskPlanner(work, queue, null);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        queue.close();
    }

    private void atOnce(int times, IntConsumer call) throws InterruptedException {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int number = i;
            calls.add(threads.submit(() -> call.accept(number)));
        }
        for (Future<?> one : calls) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }

    @DatabaseTest
    void aRunTakesThePlaceOfTheOneBefore() {
        planner.runAt(installation, "look", SOON);
        planner.runAt(installation, "tell", SOON);
        planner.runAt(installation, "look", SOON.plusSeconds(1));
        assertThat(queue.waiting()).containsExactly("look", "tell");

        assertThat(planner.cancel(installation, "look")).isTrue();
        assertThat(planner.cancel(installation, "look")).isFalse();
        assertThat(queue.waiting()).containsExactly("tell");
    }

    /** Runs that are known by no name could not be cancelled, and would count for nothing. */
    @DatabaseTest
    void ofRunsThatAreAskedForAtOnceOneIsLeft() throws InterruptedException {
        atOnce(MANY, number -> planner.runAt(installation, "look", SOON.plusSeconds(number)));
        assertThat(queue.waiting()).containsExactly("look");

        assertThat(planner.cancel(installation, "look")).isTrue();
        assertThat(queue.waiting()).isEmpty();
    }

    @DatabaseTest
    void thereAreNoMoreTasksThanAllowedWhoeverAsksAtOnce() throws InterruptedException {
        work.run(transaction -> {
            for (int i = 0; i < TaskStore.MOST_TASKS - 1; i++) {
                TaskStore.recurring(transaction, installation, "task-" + i, true);
            }
        });

        atOnce(MANY, number -> {
            try {
                planner.runAt(installation, "more-" + number, SOON);
            } catch (QuotaExceededException e) {
                assertThat(e).hasMessageContaining("1000 tasks");
            }
        });
        assertThat(queue.waiting()).hasSize(1);
    }

    @DatabaseTest
    void aRunThatIsRefusedLeavesNothing() {
        work.run(transaction -> {
            for (int i = 0; i < TaskStore.MOST_TASKS; i++) {
                TaskStore.recurring(transaction, installation, "task-" + i, true);
            }
        });
        planner.runAt(installation, "task-1", SOON);

        assertThatThrownBy(() -> planner.runAt(installation, "more", SOON)).isInstanceOf(QuotaExceededException.class);
        assertThat(queue.waiting()).containsExactly("task-1");
        assertThat(planner.cancel(installation, "more")).isFalse();
    }
}
