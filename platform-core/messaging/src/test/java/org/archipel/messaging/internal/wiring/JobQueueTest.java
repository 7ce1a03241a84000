package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobWaitsException;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;

/** Jobs from their submission to their end: what they wait for, what is seen of them, and by whom. */
class JobQueueTest extends JobTest {
    JobQueueTest(TestDatabase database) {
        super(database);
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

        putOffForAnHour(job);
        there.set(true);
        node.jobs.arrived("ferry");

        Job ended = node.ended(caller, job);
        assertThat(ended.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(ended.error()).isNull();
    }

    /** By itself it looks again much later than anybody here waits. */
    private void putOffForAnHour(Job job) {
        node.work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE scheduled_tasks SET execution_time = ? WHERE task_instance = ?",
                        Instant.now().plus(Duration.ofHours(1)),
                        job.id()));
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

    @DatabaseTest(inTheOrderOfALanguage = true)
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

    @DatabaseTest
    void pagesOfLongJobsAreShort() {
        String text = "x".repeat(240_000);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            var input = Node.object().put("text", i + text);
            ids.add(0, node.submit(caller, JobRequest.of("absent", input)).id());
        }

        var page = node.jobs.list(caller.organizationId(), JobFilter.ALL, Optional.empty(), 10);
        var rest = node.jobs.list(caller.organizationId(), JobFilter.ALL, Optional.of(page.nextCursor()), 10);

        assertThat(page.items()).extracting(Job::id).containsExactlyElementsOf(ids.subList(0, 4));
        assertThat(rest.items()).extracting(Job::id).containsExactlyElementsOf(ids.subList(4, 6));
        assertThat(rest.nextCursor()).isNull();
        assertThat(rest.items().get(1).input().path("text").asText()).isEqualTo("0" + text);
    }
}
