package org.archipel.gateway.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.archipel.rest.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Organizations leave threads to each other. */
class WorkersTest {
    private final Workers workers = new Workers();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        workers.close();
    }

    @Test
    void anOrganizationWhoseTasksHangLeavesThreadsToOthers() throws InterruptedException {
        Executor one = workers.of("one");
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(500);
        for (int i = 0; i < 500; i++) {
            one.execute(() -> {
                begun.incrementAndGet();
                hang();
                all.countDown();
            });
        }
        CountDownLatch other = new CountDownLatch(1);
        workers.of("two").execute(other::countDown);
        assertThat(other.await(60, TimeUnit.SECONDS)).isTrue();
        gate.countDown();
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void actionsThatHangLeaveThreadsToOtherIntegrationsOrganizationsAndWork() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            workers.ofActions("one", "hangs").execute(this::hangWhateverComes);
        }
        CountDownLatch others = new CountDownLatch(4);
        workers.ofActions("one", "works").execute(others::countDown);
        workers.ofActions("two", "works").execute(others::countDown);
        workers.of("one").execute(others::countDown);
        workers.ofWaiting("one").execute(others::countDown);
        assertThat(others.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptIsOfOneTaskAlone() throws InterruptedException {
        Executor one = workers.ofActions("one", "i");
        AtomicInteger interrupted = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            one.execute(() -> {
                if (Thread.currentThread().isInterrupted()) {
                    interrupted.incrementAndGet();
                }
                Thread.currentThread().interrupt();
                done.countDown();
            });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).hasValue(0);
    }

    @Test
    void whatWaitsTooLongAQueueIsRefused() {
        Executor one = workers.of("one");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        one.execute(this::hang);
                    }
                })
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(503));
    }

    @Test
    void aTaskThatFailsEndsNoOther() throws InterruptedException {
        Executor one = workers.of("one");
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            one.execute(() -> {
                done.countDown();
                throw new IllegalStateException("on purpose");
            });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** As code that heeds no interrupt. */
    private void hangWhateverComes() {
        while (gate.getCount() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            Thread.interrupted();
        }
    }

    private void hang() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
