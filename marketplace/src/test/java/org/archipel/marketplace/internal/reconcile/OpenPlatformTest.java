package org.archipel.marketplace.internal.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class OpenPlatformTest {
    @Test
    void aChangeWaitsUntilThePlatformTakesRequests() {
        var looks = new AtomicInteger();
        var checks = new AtomicInteger();

        new OpenPlatform((BooleanSupplier) () -> looks.incrementAndGet() > 3).await(checks::incrementAndGet);

        assertThat(looks).hasValue(4);
        assertThat(checks).hasValue(3);
    }

    @Test
    void aCancelledChangeWaitsNoLonger() {
        var waiting = new OpenPlatform((BooleanSupplier) () -> false);

        assertThatThrownBy(() -> waiting.await(() -> {
                    throw new IllegalStateException("cancelled");
                }))
                .hasMessage("cancelled");
    }
}
