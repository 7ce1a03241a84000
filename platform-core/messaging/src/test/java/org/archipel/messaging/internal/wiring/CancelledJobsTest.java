package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

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
