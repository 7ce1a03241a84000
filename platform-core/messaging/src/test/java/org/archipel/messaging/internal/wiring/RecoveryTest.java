package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;

class RecoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, String> ONE_AT_A_TIME = Map.of("archipel.jobs.organization.threads", "1");

    private final TestDatabase database;
    private final Caller caller = Node.caller();

    RecoveryTest(TestDatabase database) {
        this.database = database;
    }

    @DatabaseTest
    void restartedNodeGoesOnAtOnceWithWhatItRanWhenItWasKilled() {
        CountDownLatch running = new CountDownLatch(1);
        Node killed = lifeless("same");
        AtomicReference<JobExecution> abandoned = abandon(killed, "work", running);
        Job job = killed.submit(caller, JobRequest.of("work", Node.object()).attempts(1));
        pass(running);

        try (Node restarted = Node.started(database, "same")) {
            restarted.handler("work", run -> Node.object().put("attempt", run.attempt()));
            Job ended = restarted.ended(caller, job);

            assertThat(ended.state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(ended.attempts()).isEqualTo(1);
            assertThatThrownBy(() ->
                            restarted.work.run(transaction -> abandoned.get().fence(transaction)))
                    .isInstanceOf(JobCancelledException.class);
        } finally {
            killed.close();
        }
    }

    @DatabaseTest
    void aRunThatGotOnIsNotTakenForTheCauseOfTheDeathsBefore() {
        Node killed = lifeless("same");
        Job job = abandonedJob(killed, "steps");

        try (Node restarted = Node.started(database, "same")) {
            restarted.handler("steps", run -> {
                long before = lostRunsInAStep(restarted, run);
                run.progress(1, 2L, "");
                return Node.object().put("before", before).put("after", lostRunsInAStep(restarted, run));
            });

            var steps = restarted.ended(caller, job).result();
            assertThat(steps.path("before").asInt()).isEqualTo(1);
            assertThat(steps.path("after").asInt(-1)).isZero();
        } finally {
            killed.close();
        }
    }

    private static long lostRunsInAStep(Node node, JobExecution run) {
        return node.work.call(transaction -> {
            run.fence(transaction);
            return Sql.on(transaction)
                    .number("SELECT lost_runs FROM jobs WHERE id = ?", run.job().id())
                    .orElseThrow();
        });
    }

    @DatabaseTest
    void anotherNodeTakesOverWhenTheHeartbeatStops() {
        CountDownLatch running = new CountDownLatch(1);
        Node dead = lifeless("dead");
        abandon(dead, "takeover", running);
        Job job = dead.submit(caller, "takeover");
        pass(running);

        // Nowhere else is the heartbeat so quick: a node that stands still for a moment would be taken for dead.
        try (Node alive = Node.on(database, "alive", Map.of("archipel.jobs.heartbeat.millis", "100"))) {
            alive.messaging.start();
            alive.handler("takeover", run -> null);

            await().atMost(PATIENCE).until(() -> alive.present(caller, job).state() == Job.State.SUCCEEDED);
            assertThat(alive.present(caller, job).attempts()).isEqualTo(1);
        } finally {
            dead.close();
        }
    }

    @DatabaseTest
    void jobIsRunWhenTheAnswerToItsBeginningWasLost() {
        ShakyUnit work = new ShakyUnit(database.unit("messaging"));
        try (Node node = Node.over(work, "node", ONE_AT_A_TIME)) {
            node.messaging.start();
            AtomicInteger runs = new AtomicInteger();
            node.handler("begun", run -> {
                runs.incrementAndGet();
                return null;
            });
            AtomicBoolean lost = new AtomicBoolean();
            work.loseAnswer(() -> Thread.currentThread().getName().matches("archipel-job-[0-9]+")
                    && isRunning()
                    && !lost.getAndSet(true));
            Job job = node.submit(caller, JobRequest.of("begun", Node.object()).attempts(1));

            await().atMost(PATIENCE).until(() -> node.present(caller, job).state() == Job.State.SUCCEEDED);
            assertThat(lost).isTrue();
            assertThat(runs).hasValue(1);
            assertThat(node.present(caller, job).attempts()).isEqualTo(1);
        }
    }

    private boolean isRunning() {
        return database.unit("messaging")
                        .call(transaction -> Sql.on(transaction)
                                .number(
                                        "SELECT COUNT(*) FROM jobs WHERE organization_id = ? AND state = ?",
                                        caller.organizationId(),
                                        Job.State.RUNNING)
                                .orElseThrow())
                > 0;
    }

    @DatabaseTest
    void jobIsRunAfterMemoryWasShortAtItsBeginning() {
        try (Node node = Node.on(database, "node", ONE_AT_A_TIME)) {
            node.messaging.start();
            node.handler("short", run -> null);
            AtomicBoolean failed = new AtomicBoolean();
            Runnable end = node.messaging.live().watch(caller.organizationId(), event -> {
                if (event.event().topic().equals("job.started") && !failed.getAndSet(true)) {
                    throw new OutOfMemoryError("for a moment");
                }
            });
            Job job = node.submit(caller, "short");

            await().atMost(PATIENCE).until(() -> node.present(caller, job).state() == Job.State.SUCCEEDED);
            assertThat(failed).isTrue();
            end.run();
        }
    }

    @DatabaseTest
    void restartedNodeAlsoRunsAJobThatLostItsExecution() {
        Node killed = lifeless("same");
        Job job = abandonedJob(killed, "orphan");
        killed.work.run(transaction ->
                Sql.on(transaction).update("DELETE FROM scheduled_tasks WHERE task_instance = ?", job.id()));

        try (Node restarted = Node.started(database, "same")) {
            restarted.handler("orphan", run -> null);

            await().atMost(PATIENCE).until(() -> restarted.present(caller, job).state() == Job.State.SUCCEEDED);
        } finally {
            killed.close();
        }
    }

    @DatabaseTest
    void stoppingNodeHandsItsJobsBack() {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        Node stopping = Node.on(database, "stopping", Map.of("archipel.jobs.shutdown.millis", "60000"));
        stopping.messaging.start();
        stopping.handler("polite", run -> {
            runs.incrementAndGet();
            running.countDown();
            return Node.untilAskedToStop(run);
        });
        Job job = stopping.submit(caller, "polite");
        pass(running);

        stopping.close();

        Job handedBack = stopping.present(caller, job);
        assertThat(handedBack.state()).isEqualTo(Job.State.QUEUED);
        assertThat(handedBack.attempts()).isZero();
        try (Node next = Node.started(database, "next")) {
            next.handler("polite", run -> null);
            assertThat(next.ended(caller, job).state()).isEqualTo(Job.State.SUCCEEDED);
        }
    }

    @DatabaseTest
    void jobOfAHandlerThatGoesAwayWaitsForItsReturn() {
        try (Node node = Node.started(database, "node")) {
            CountDownLatch running = new CountDownLatch(1);
            var handler = node.handler("leaving", run -> {
                running.countDown();
                return Node.untilAskedToStop(run);
            });
            Job job = node.submit(caller, "leaving");
            pass(running);

            node.messaging.engine().remove("leaving", handler);
            assertThat(node.present(caller, job).state()).isEqualTo(Job.State.QUEUED);

            node.handler("leaving", run -> null);
            await().atMost(PATIENCE).until(() -> node.present(caller, job).state() == Job.State.SUCCEEDED);
        }
    }

    @DatabaseTest
    void cancelReachesTheNodeThatRunsTheJob() {
        try (Node runner = Node.started(database, "runner");
                Node other = Node.on(database, "other", Map.of())) {
            CountDownLatch running = new CountDownLatch(1);
            runner.handler("remote", run -> {
                running.countDown();
                return Node.untilAskedToStop(run);
            });
            Job job = runner.submit(caller, "remote");
            pass(running);

            other.jobs.cancel(caller, job.id());

            assertThat(runner.ended(caller, job).state()).isEqualTo(Job.State.CANCELLED);
        }
    }

    @DatabaseTest
    void noOrganizationTakesAllThreads() {
        try (Node node = Node.on(
                database, "fair", Map.of("archipel.jobs.threads", "4", "archipel.jobs.organization.threads", "3"))) {
            node.messaging.start();
            CountDownLatch go = new CountDownLatch(1);
            AtomicInteger present = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            node.handler("hog", run -> {
                most.accumulateAndGet(present.incrementAndGet(), Math::max);
                pass(go);
                present.decrementAndGet();
                return null;
            });
            node.handler("quick", run -> null);
            Job last = null;
            for (int i = 0; i < 12; i++) {
                last = node.submit(caller, "hog");
            }
            Caller other = Node.caller();

            Job quick = node.ended(other, node.submit(other, "quick"));

            assertThat(quick.state()).isEqualTo(Job.State.SUCCEEDED);
            await().atMost(PATIENCE).until(() -> present.get() == 3);
            go.countDown();
            assertThat(node.ended(caller, last).state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(most).hasValue(3);
        }
    }

    /** A node that runs what is submitted to it, then gives no sign of life and takes nothing back that others recovered. */
    private Node lifeless(String name) {
        Node node = Node.on(
                database,
                name,
                Map.of("archipel.jobs.heartbeat.millis", "3600000", "archipel.jobs.poll.millis", "3600000"));
        node.messaging.start();
        return node;
    }

    /** A job that a node runs and never ends. */
    private Job abandonedJob(Node node, String type) {
        CountDownLatch running = new CountDownLatch(1);
        abandon(node, type, running);
        Job job = node.submit(caller, type);
        pass(running);
        return job;
    }

    /** A handler that never comes back, as on a node that was killed. */
    private static AtomicReference<JobExecution> abandon(Node node, String type, CountDownLatch running) {
        AtomicReference<JobExecution> execution = new AtomicReference<>();
        node.handler(type, run -> {
            execution.set(run);
            running.countDown();
            pass(new CountDownLatch(1));
            return null;
        });
        return execution;
    }

    private static void pass(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
