package org.archipel.messaging.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ConflictException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;

/** Of jobs that share a key, one is there at a time. */
class ExclusiveJobsTest extends JobTest {
    ExclusiveJobsTest(TestDatabase database) {
        super(database);
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
            won += attempt.get(60, TimeUnit.SECONDS) ? 1 : 0;
        }
        threads.shutdown();
        assertThat(won).isEqualTo(1);
    }
}
