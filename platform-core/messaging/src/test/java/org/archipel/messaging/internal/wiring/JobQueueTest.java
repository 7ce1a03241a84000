package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobWaitsException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.junit.jupiter.api.AfterEach;

class JobQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Node node;
    private final Caller caller = Node.caller();

    JobQueueTest(TestDatabase database) {
        node = Node.started(database, "node");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @DatabaseTest
    void aJobThatWaitsGoesOnAsSoonAsWhatItWaitsForIsThere() {
        AtomicBoolean there = new AtomicBoolean();
        var away = new PlatformException(ErrorCode.INTEGRATION_ERROR, "The ferry is away.");
        node.handler("crossing", run -> {
            if (!there.get()) {
                throw new JobWaitsException("ferry", there::get, away);
            }
            return Node.object();
        });
        Job job = node.submit(caller, "crossing");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(node.present(caller, job).error()).isNotNull());
        Job waiting = node.present(caller, job);
        assertThat(waiting.state()).isEqualTo(Job.State.QUEUED);
        assertThat(waiting.attempts()).isZero();
        assertThat(waiting.error().message()).isEqualTo("The ferry is away.");

        there.set(true);
        long arrival = System.nanoTime();
        node.jobs.arrived("ferry");

        Job ended = node.ended(caller, job);
        assertThat(ended.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(ended.error()).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - arrival))
                .as("it does not only look again by itself")
                .isLessThan(Duration.ofSeconds(8));
    }

    @DatabaseTest
    void submittedJobRunsAndKeepsItsResult() {
        node.handler("sum", run -> {
            run.progress(2, 2L, "added");
            return Node.object().put("sum", run.job().input().get("a").asInt() + 1);
        });

        Job submitted = node.submit(caller, JobRequest.of("sum", Node.object().put("a", 41)));
        Job ended = node.ended(caller, submitted);

        assertThat(submitted.state()).isEqualTo(Job.State.QUEUED);
        assertThat(ended.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(ended.result().get("sum").asInt()).isEqualTo(42);
        assertThat(ended.progress()).isEqualTo(new Job.Progress(2, 2L, "added"));
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(ended.createdBy()).isEqualTo("system:test");
        assertThat(ended.finishedAt()).isAfterOrEqualTo(ended.startedAt());
    }

    @DatabaseTest
    void jobOfRolledBackTransactionNeverExists() {
        AtomicInteger runs = new AtomicInteger();
        node.handler("never", run -> {
            runs.incrementAndGet();
            return null;
        });
        List<Job> submitted = new ArrayList<>();

        assertThatThrownBy(() -> node.work.run(transaction -> {
                    submitted.add(node.jobs.submit(transaction, caller, JobRequest.of("never", Node.object())));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        node.ended(caller, node.submit(caller, "never"));
        assertThat(node.jobs.find(caller.organizationId(), submitted.get(0).id()))
                .isEmpty();
        assertThat(runs).hasValue(1);
    }

    @DatabaseTest
    void retryableFailureIsTriedAgainUntilItSucceeds() {
        AtomicInteger runs = new AtomicInteger();
        node.handler("flaky", run -> {
            if (runs.incrementAndGet() < 2) {
                throw new RemoteException(ErrorCode.CONNECTION_FAILED, "not now", true);
            }
            return Node.object().put("attempt", run.attempt());
        });

        Job ended = node.ended(caller, node.submit(caller, "flaky"));

        assertThat(ended.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(ended.result().get("attempt").asInt()).isEqualTo(2);
        assertThat(ended.error()).isNull();
    }

    @DatabaseTest
    void retryHonoursWhatTheRemoteSideAskedFor() {
        node.handler("limited", run -> {
            throw new RemoteException(ErrorCode.RATE_LIMIT_EXCEEDED, "slow down", true, Duration.ofMinutes(7), null);
        });

        Job job = node.submit(caller, "limited");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(node.present(caller, job).error()).isNotNull());
        Job waiting = node.present(caller, job);
        assertThat(waiting.state()).isEqualTo(Job.State.QUEUED);
        assertThat(waiting.runAt()).isAfter(Instant.now().plus(Duration.ofMinutes(6)));
    }

    @DatabaseTest
    void permanentFailureIsDeadLetterAtOnceAndCanBeReplayed() {
        AtomicInteger runs = new AtomicInteger();
        node.handler("strict", run -> {
            if (runs.incrementAndGet() == 1) {
                throw new ValidationException("/a", "The field is missing.");
            }
            return Node.object();
        });

        Job failed = node.ended(caller, node.submit(caller, "strict"));
        assertThat(failed.state()).isEqualTo(Job.State.FAILED);
        assertThat(failed.error())
                .isEqualTo(new Job.Failure(ErrorCode.VALIDATION_ERROR, "The field is missing.", false));
        assertThat(node.jobs
                        .list(
                                caller.organizationId(),
                                new JobFilter(Set.of(Job.State.FAILED), Optional.empty()),
                                Optional.empty(),
                                10)
                        .items())
                .extracting(Job::id)
                .containsExactly(failed.id());

        node.jobs.replay(caller, failed.id());

        Job replayed = node.ended(caller, failed);
        assertThat(replayed.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(replayed.attempts()).isEqualTo(1);
        assertThatThrownBy(() -> node.jobs.replay(caller, failed.id())).isInstanceOf(ConflictException.class);
    }

    @DatabaseTest
    void lastAttemptEndsAsFailure() {
        node.handler("hopeless", run -> {
            throw new PlatformException(ErrorCode.CONNECTION_FAILED, "never");
        });

        Job failed = node.ended(
                caller,
                node.submit(caller, JobRequest.of("hopeless", Node.object()).attempts(2)));

        assertThat(failed.state()).isEqualTo(Job.State.FAILED);
        assertThat(failed.attempts()).isEqualTo(2);
        assertThat(failed.error().retryable()).isTrue();
    }

    @DatabaseTest
    void whateverAHandlerThrowsEndsItsJobOnly() {
        node.handler("wild", run -> {
            throw new StackOverflowError();
        });
        node.handler("tame", run -> null);

        Job wild = node.ended(
                caller, node.submit(caller, JobRequest.of("wild", Node.object()).attempts(1)));

        assertThat(wild.state()).isEqualTo(Job.State.FAILED);
        assertThat(wild.error().message()).isEqualTo("The job failed unexpectedly.");
        assertThat(node.ended(caller, node.submit(caller, "tame")).state()).isEqualTo(Job.State.SUCCEEDED);
    }

    @DatabaseTest
    void jobWaitsForItsHandlerToCome() {
        Job job = node.submit(caller, "late");
        Job other = node.submit(caller, "other");
        node.handler("other", run -> null);
        node.ended(caller, other);
        assertThat(node.present(caller, job).state()).isEqualTo(Job.State.QUEUED);

        node.handler("late", run -> null);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(node.present(caller, job).state()).isEqualTo(Job.State.SUCCEEDED));
    }

    @DatabaseTest
    void jobRunsNotBeforeItsTime() {
        node.handler("later", run -> null);
        Instant at = Instant.now().plusMillis(700);

        Job ended = node.ended(
                caller,
                node.submit(caller, JobRequest.of("later", Node.object()).at(at)));

        assertThat(ended.startedAt()).isAfterOrEqualTo(at.minusMillis(1));
    }

    @DatabaseTest
    void exclusiveKeyIsHeldByOneUnfinishedJob() {
        CountDownLatch go = new CountDownLatch(1);
        node.handler("long", run -> awaiting(go));
        JobRequest request = JobRequest.of("long", Node.object()).exclusive("sync/1");

        Job first = node.submit(caller, request);
        assertThatThrownBy(() -> node.submit(caller, request))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(first.id());
        Caller elsewhere = Node.caller();
        Job foreign = node.submit(elsewhere, request);
        go.countDown();

        assertThat(node.ended(caller, first).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(node.ended(elsewhere, foreign).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(node.ended(caller, node.submit(caller, request)).state()).isEqualTo(Job.State.SUCCEEDED);
    }

    @DatabaseTest
    void conflictLeavesTheTransactionUsable() {
        JobRequest request = JobRequest.of("absent", Node.object()).exclusive("only");
        node.submit(caller, request);

        Job other = node.work.call(transaction -> {
            assertThatThrownBy(() -> node.jobs.submit(transaction, caller, request))
                    .isInstanceOf(ConflictException.class);
            return node.jobs.submit(transaction, caller, JobRequest.of("absent", Node.object()));
        });

        assertThat(node.present(caller, other).state()).isEqualTo(Job.State.QUEUED);
    }

    @DatabaseTest
    void exclusiveKeyHoldsWhenManySubmitAtOnce() throws Exception {
        JobRequest request = JobRequest.of("absent", Node.object()).exclusive("race");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tries.add(threads.submit(() -> {
                start.await();
                try {
                    node.submit(caller, request);
                    return true;
                } catch (ConflictException e) {
                    return false;
                }
            }));
        }
        start.countDown();

        int won = 0;
        for (Future<Boolean> attempt : tries) {
            won += attempt.get(30, TimeUnit.SECONDS) ? 1 : 0;
        }
        threads.shutdown();
        assertThat(won).isEqualTo(1);
    }

    @DatabaseTest
    void waitingJobIsCancelledAtOnceAndGivesItsKeyBack() {
        JobRequest request = JobRequest.of("absent", Node.object()).exclusive("key");
        Job job = node.submit(caller, request);

        Job cancelled = node.jobs.cancel(caller, job.id());

        assertThat(cancelled.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(node.submit(caller, request).state()).isEqualTo(Job.State.QUEUED);
    }

    @DatabaseTest
    void runningJobIsCancelledCooperatively() {
        CountDownLatch running = new CountDownLatch(1);
        node.handler("busy", run -> {
            running.countDown();
            return Node.untilAskedToStop(run);
        });
        Job job = node.submit(caller, "busy");
        awaiting(running);

        node.jobs.cancel(caller, job.id());

        assertThat(node.ended(caller, job).state()).isEqualTo(Job.State.CANCELLED);
    }

    @DatabaseTest
    void deafJobIsInterruptedAfterTheGracePeriod() {
        CountDownLatch running = new CountDownLatch(1);
        node.handler("deaf", run -> {
            running.countDown();
            return awaiting(new CountDownLatch(1));
        });
        Job job = node.submit(caller, "deaf");
        awaiting(running);

        node.jobs.cancel(caller, job.id());

        assertThat(node.ended(caller, job).state()).isEqualTo(Job.State.CANCELLED);
    }

    @DatabaseTest
    void progressIsSeenWhileTheJobRuns() {
        CountDownLatch go = new CountDownLatch(1);
        node.handler("slow", run -> {
            run.progress(3, 10L, "page 1");
            return awaiting(go);
        });
        Job job = node.submit(caller, "slow");

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(node.present(caller, job).progress()).isEqualTo(new Job.Progress(3, 10L, "page 1")));
        go.countDown();
        node.ended(caller, job);
    }

    @DatabaseTest
    void awaitReturnsThePresentStateWhenTimeIsUp() {
        Job job = node.submit(caller, "absent");

        Job present = node.jobs.await(caller.organizationId(), job.id(), Duration.ofMillis(50));

        assertThat(present.state()).isEqualTo(Job.State.QUEUED);
    }

    @DatabaseTest
    void otherOrganizationsSeeNothing() {
        Job job = node.submit(caller, "absent");
        Caller stranger = Node.caller();

        assertThat(node.jobs.find(stranger.organizationId(), job.id())).isEmpty();
        assertThatThrownBy(() -> node.jobs.cancel(stranger, job.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> node.jobs.replay(stranger, job.id())).isInstanceOf(NotFoundException.class);
        assertThat(node.jobs
                        .list(stranger.organizationId(), JobFilter.ALL, Optional.empty(), 10)
                        .items())
                .isEmpty();
    }

    @DatabaseTest
    void listIsNewestFirstInPages() {
        Job first = node.submit(caller, "absent");
        Job second = node.submit(caller, "absent");
        Job third = node.submit(caller, "unknown");

        var page = node.jobs.list(caller.organizationId(), JobFilter.ALL, Optional.empty(), 2);
        var rest = node.jobs.list(caller.organizationId(), JobFilter.ALL, Optional.of(page.nextCursor()), 2);
        var ofType = node.jobs.list(
                caller.organizationId(),
                new JobFilter(Set.of(Job.State.QUEUED), Optional.of("unknown")),
                Optional.empty(),
                2);

        assertThat(page.items()).extracting(Job::id).containsExactly(third.id(), second.id());
        assertThat(rest.items()).extracting(Job::id).containsExactly(first.id());
        assertThat(rest.nextCursor()).isNull();
        assertThat(ofType.items()).extracting(Job::id).containsExactly(third.id());
    }

    private static JsonNode awaiting(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
