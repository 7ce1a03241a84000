package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobSchedule;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;

class SchedulesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Caller caller = Node.caller();

    SchedulesTest(TestDatabase database) {
        this.database = database;
    }

    @DatabaseTest
    void scheduleSubmitsItsJobAgainAndAgain() {
        try (Node node = Node.started(database, "node")) {
            AtomicInteger runs = new AtomicInteger();
            node.handler("tick", run -> {
                runs.incrementAndGet();
                return null;
            });

            put(node, "every PT1S", "tick");

            await().atMost(PATIENCE).until(() -> runs.get() >= 2);
            assertThat(node.messaging.schedules().nextRun(caller.organizationId(), "s"))
                    .hasValueSatisfying(
                            next -> assertThat(next).isAfter(Instant.now().minusSeconds(2)));
        }
    }

    @DatabaseTest
    void runsMissedDuringDowntimeAreMadeUpForOnce() {
        try (Node down = Node.on(database, "down", Map.of())) {
            put(down, "every PT1S", "absent");
            Instant first = down.messaging
                    .schedules()
                    .nextRun(caller.organizationId(), "s")
                    .orElseThrow();
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(first.plusMillis(2_200)));
            try (Node up = Node.started(database, "up")) {
                await().atMost(PATIENCE).until(() -> count(up) >= 1);
                assertThat(count(up)).isEqualTo(1);
                Instant next = up.messaging
                        .schedules()
                        .nextRun(caller.organizationId(), "s")
                        .orElseThrow();
                assertThat(Duration.between(first, next).toMillis() % 1_000).isZero();
            }
        }
    }

    @DatabaseTest
    void runIsLeftOutWhileTheEarlierOneHoldsTheKey() {
        try (Node node = Node.started(database, "node")) {
            JobRequest request = JobRequest.of("absent", Node.object()).exclusive("sync");
            node.work.run(transaction -> node.messaging
                    .schedules()
                    .put(transaction, caller, new JobSchedule("s", "every PT1S", 0, request)));
            Instant first = node.messaging
                    .schedules()
                    .nextRun(caller.organizationId(), "s")
                    .orElseThrow();

            await().atMost(PATIENCE)
                    .until(() -> node.messaging
                            .schedules()
                            .nextRun(caller.organizationId(), "s")
                            .orElseThrow()
                            .isAfter(first.plusSeconds(1)));

            assertThat(count(node)).isEqualTo(1);
        }
    }

    @DatabaseTest
    void removedScheduleRunsNoMore() {
        try (Node node = Node.started(database, "node")) {
            put(node, "every PT1H", "absent");

            boolean removed = node.work.call(
                    transaction -> node.messaging.schedules().remove(transaction, caller.organizationId(), "s"));

            assertThat(removed).isTrue();
            assertThat(node.messaging.schedules().nextRun(caller.organizationId(), "s"))
                    .isEmpty();
        }
    }

    @DatabaseTest
    void changedTimingReplacesTheNextRun() {
        try (Node node = Node.started(database, "node")) {
            put(node, "every PT1H", "absent");
            put(node, "every PT1S", "absent");

            await().atMost(PATIENCE).until(() -> count(node) >= 1);
        }
    }

    private void put(Node node, String timing, String type) {
        JobSchedule schedule = new JobSchedule("s", timing, 0, JobRequest.of(type, Node.object()));
        node.work.run(transaction -> node.messaging.schedules().put(transaction, caller, schedule));
    }

    private int count(Node node) {
        return node.jobs
                .list(caller.organizationId(), JobFilter.ALL, Optional.empty(), 100)
                .items()
                .size();
    }
}
