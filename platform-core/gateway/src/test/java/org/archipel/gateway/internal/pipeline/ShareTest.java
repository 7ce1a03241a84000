package org.archipel.gateway.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads that an organization may take of those that all share. */
class ShareTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void whoIsRefusedTakesNoOtherWithIt() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        CountDownLatch done = new CountDownLatch(2);
        Future<?>[] meanwhile = new Future<?>[1];
        Share[] share = new Share[1];
        Executor common = task -> {
            if (full.compareAndSet(true, false)) {
                meanwhile[0] = threads.submit(() -> share[0].execute(done::countDown));
                // As far as it comes while the first one is being refused.
                whetherItEndsSoon(meanwhile[0]);
                throw new RejectedExecutionException("full");
            }
            threads.execute(task);
        };
        share[0] = new Share(common, 1, 10);
        assertThatThrownBy(() -> share[0].execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        meanwhile[0].get(60, TimeUnit.SECONDS);
        share[0].execute(done::countDown);
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean whetherItEndsSoon(Future<?> other) {
        try {
            other.get(300, TimeUnit.MILLISECONDS);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
