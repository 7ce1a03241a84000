package org.archipel.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
    private final ScheduledExecutorService timer = DaemonThreads.timer("timer-of-a-test");
    private final BlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void periodicTasksGoOnWhateverTheyThrow() throws Exception {
        for (Callable<ScheduledFuture<?>> start : List.<Callable<ScheduledFuture<?>>>of(
                () -> timer.scheduleWithFixedDelay(failing(), 0, 1, TimeUnit.MILLISECONDS),
                () -> timer.scheduleAtFixedRate(failing(), 0, 1, TimeUnit.MILLISECONDS))) {
            ScheduledFuture<?> task = start.call();
            for (int round = 1; round <= 4; round++) {
                assertThat(rounds.poll(60, TimeUnit.SECONDS)).isEqualTo(round);
            }
            assertThat(task.isDone()).isFalse();
            task.cancel(false);
            assertThat(task.isCancelled()).isTrue();
            // Whatever ran when it was cancelled is over, as there is one thread.
            timer.submit(rounds::clear).get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void theThreadHasTheNameAndDoesNotKeepTheProcess() throws Exception {
        Thread thread = timer.submit(Thread::currentThread).get(60, TimeUnit.SECONDS);

        assertThat(thread.getName()).isEqualTo("timer-of-a-test");
        assertThat(thread.isDaemon()).isTrue();
    }

    private Runnable failing() {
        AtomicInteger round = new AtomicInteger();
        return () -> {
            rounds.add(round.incrementAndGet());
            if (round.get() == 1) {
                throw new OutOfMemoryError("thrown by a test");
            }
            if (round.get() == 2) {
                throw new IllegalStateException("thrown by a test");
            }
        };
    }
}
