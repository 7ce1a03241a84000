package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;

/** Jobs that are asked to stop. */
class CancelledJobsTest extends JobTest {
    CancelledJobsTest(TestDatabase database) {
        super(database);
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
    void waitingJobIsWithdrawnWithTheChangesOfItsCaller() {
        JobRequest request = JobRequest.of("absent", Node.object()).exclusive("key");
        Job job = node.submit(caller, request);

        assertThatThrownBy(() -> node.work.run(transaction -> {
                    assertThat(node.jobs.withdraw(transaction, caller, job.id()))
                            .isTrue();
                    throw new IllegalStateException("the caller thinks better of it");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(state(job)).isEqualTo(Job.State.QUEUED);

        Job next = node.work.call(transaction -> {
            assertThat(node.jobs.withdraw(transaction, caller, job.id())).isTrue();
            return node.jobs.submit(transaction, caller, request);
        });
        assertThat(state(job)).isEqualTo(Job.State.CANCELLED);
        assertThat(state(next)).isEqualTo(Job.State.QUEUED);
    }

    @DatabaseTest
    void onlyAWaitingJobOfTheCallerIsWithdrawn() {
        CountDownLatch running = new CountDownLatch(1);
        node.handler("busy", run -> {
            running.countDown();
            return Node.untilAskedToStop(run);
        });
        Job busy = node.submit(caller, "busy");
        awaiting(running);
        Job waiting = node.submit(caller, JobRequest.of("absent", Node.object()));

        assertThat(withdrawn(caller, busy.id())).isFalse();
        assertThat(withdrawn(Node.caller(), waiting.id())).isFalse();
        assertThat(withdrawn(caller, "unknown")).isFalse();
        assertThat(state(busy)).isEqualTo(Job.State.RUNNING);
        assertThat(withdrawn(caller, waiting.id())).isTrue();
        assertThat(withdrawn(caller, waiting.id())).isFalse();

        node.jobs.cancel(caller, busy.id());
        assertThat(node.ended(caller, busy).state()).isEqualTo(Job.State.CANCELLED);
    }

    private boolean withdrawn(Caller who, String jobId) {
        return node.work.call(transaction -> node.jobs.withdraw(transaction, who, jobId));
    }

    private Job.State state(Job job) {
        return node.jobs.find(caller.organizationId(), job.id()).orElseThrow().state();
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
}
