package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** What becomes of a job whose run failed. */
class FailingJobsTest extends JobTest {
    FailingJobsTest(TestDatabase database) {
        super(database);
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
    void jobWhoseResultCannotBeKeptFailsAndIsNotDoneAgain() {
        AtomicInteger runs = new AtomicInteger();
        node.handler("endless", run -> {
            runs.incrementAndGet();
            return Node.object().put("digits", BigInteger.TEN.pow(1_000));
        });

        Job failed = node.ended(caller, node.submit(caller, "endless"));

        assertThat(failed.state()).isEqualTo(Job.State.FAILED);
        assertThat(failed.error().code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
        assertThat(failed.error().message()).contains("cannot be kept");
        assertThat(runs).hasValue(1);
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
}
