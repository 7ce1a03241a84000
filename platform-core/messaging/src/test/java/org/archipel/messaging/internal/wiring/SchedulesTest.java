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
import org.archipel.persistence.Sql;
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

            Instant begin = Instant.now();
            put(node, "every PT1S", "tick");

            await().atMost(PATIENCE).until(() -> runs.get() >= 2);
            assertThat(node.messaging.schedules().nextRun(caller.organizationId(), "s"))
                    .hasValueSatisfying(next -> assertThat(next).isAfter(begin.plusSeconds(1)));
        }
    }

    @DatabaseTest
    void runsMissedDuringDowntimeAreMadeUpForOnce() {
        try (Node down = Node.on(database, "down", Map.of())) {
            put(down, "every PT1H", "absent");
            Instant missed = letPass(down, Duration.ofMinutes(200));
            try (Node up = Node.started(database, "up")) {
                await().atMost(PATIENCE).until(() -> count(up) >= 1);
                assertThat(count(up)).isEqualTo(1);
                Instant next = up.messaging
                        .schedules()
                        .nextRun(caller.organizationId(), "s")
                        .orElseThrow();
                assertThat(next).isEqualTo(missed.plus(Duration.ofHours(3)));
            }
        }
    }

    /** Moves the next run back, as if so much time had passed; when it now is. */
    private Instant letPass(Node node, Duration time) {
        Instant next = node.messaging
                .schedules()
                .nextRun(caller.organizationId(), "s")
                .orElseThrow()
                .minus(time);
        node.work.run(transaction -> {
            Sql sql = Sql.on(transaction);
            sql.update(
                    "UPDATE job_schedules SET next_run_at = ? WHERE organization_id = ?",
                    next,
                    caller.organizationId());
            sql.update(
                    "UPDATE scheduled_tasks SET execution_time = ?"
                            + " WHERE task_instance IN (SELECT id FROM job_schedules WHERE organization_id = ?)",
                    next,
                    caller.organizationId());
        });
        return next;
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
