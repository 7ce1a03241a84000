package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeapPressureTest {
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicLong collections = new AtomicLong();
    private final HeapPressure pressure = new HeapPressure(full::get, collections::get);
    private final Watchdog watchdog = new Watchdog(new Brake(0, () -> {}, () -> {}), pressure);

    @BeforeEach
    void start() {
        watchdog.start();
    }

    @AfterEach
    void end() {
        watchdog.end();
    }

    /** A call that allocates so much and waits. */
    private static final class Hog implements GovernedCall, AutoCloseable {
        private final CallMeter meter;
        private final AtomicReference<Stop> stopped = new AtomicReference<>();
        private final CountDownLatch allocated = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        Hog(String name, int bytes) throws InterruptedException {
            GovernorConfig config = new GovernorConfig(Settings.context());
            meter = new CallMeter(config.taskBudget(), new Account("o", name, config));
            Thread thread = new Thread(() -> allocate(bytes), name);
            thread.setDaemon(true);
            thread.start();
            allocated.await();
        }

        private void allocate(int bytes) {
            meter.begin();
            byte[] kept = new byte[bytes];
            allocated.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(kept).hasSize(bytes);
            meter.end();
        }

        @Override
        public CallMeter meter() {
            return meter;
        }

        @Override
        public boolean stop(Stop order) {
            return stopped.compareAndSet(null, order);
        }

        @Override
        public Stop stopped() {
            return stopped.get();
        }

        @Override
        public void close() {
            end.countDown();
        }
    }

    @Test
    void theCallThatAllocatedMostIsStoppedOncePerCollection() throws InterruptedException {
        try (Hog small = new Hog("small", 1 << 20);
                Hog large = new Hog("large", 40 << 20);
                Hog middle = new Hog("middle", 20 << 20)) {
            watchdog.watch(small);
            watchdog.watch(middle);
            watchdog.watch(large);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> small.meter().allocated() > 0
                            && middle.meter().allocated() > 0
                            && large.meter().allocated() > 0);

            full.set(true);
            collections.incrementAndGet();

            await().atMost(Duration.ofMinutes(1)).until(() -> large.stopped() != null);
            assertThat(large.stopped().words()).contains("while memory is short");
            assertThat(middle.stopped()).isNull();

            collections.incrementAndGet();
            await().atMost(Duration.ofMinutes(1)).until(() -> middle.stopped() != null);

            collections.incrementAndGet();
            await().during(Duration.ofMillis(100)).until(() -> small.stopped() == null);
        }
    }

    @Test
    void aFullHeapIsToldOncePerCollection() {
        assertThat(pressure.rises()).isFalse();
        full.set(true);
        assertThat(pressure.rises()).as("no collection since").isFalse();
        collections.incrementAndGet();
        assertThat(pressure.rises()).isTrue();
        assertThat(pressure.rises()).isFalse();
    }

    @Test
    void theProcessTells() {
        assertThat(HeapPressure.ofProcess().rises()).isFalse();
    }
}
