package org.archipel.integrations.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class YieldingTest {
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final Yielding yielding = new Yielding(arrived::get, nanos::get);

    @Test
    void onlyARushMakesProcessingWait() {
        later(1_000, 500);
        assertThat(yielding.isBusy()).isFalse();
        later(100, 400);
        assertThat(yielding.isBusy()).isTrue();
        later(100, 0);
        assertThat(yielding.isBusy()).isFalse();
    }

    @Test
    void itWaitsNoLongerThanTwoSeconds() throws InterruptedException {
        Yielding endless = new Yielding(() -> arrived.addAndGet(100_000), () -> nanos.addAndGet(500_000_000));
        endless.giveWay();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(nanos.get())).isBetween(2L, 5L);
    }

    private void later(long milliseconds, long more) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
        arrived.addAndGet(more);
    }
}
