package org.archipel.sandbox.internal.boundary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.archipel.api.event.Event;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.test.LiveIslands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An extension behind its boundary, whose services are what a test makes them. */
abstract class BoundaryFixture {
    private static final int PATIENCE_SECONDS = 60;

    Boundary boundary;
    LogRings logs;
    GuardedCalls calls;
    final LiveIsland island = LiveIslands.admit(List.of());
    final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void begin() {
        callsMayTake(PATIENCE_SECONDS);
    }

    final void callsMayTake(int seconds) {
        if (boundary != null) {
            boundary.close();
        }
        boundary = Boundary.of(
                "archipel.extension.call-limit-seconds",
                String.valueOf(seconds),
                "archipel.extension.abandoned-threads",
                "2");
        logs = boundary.logs();
        calls = boundary.calls();
    }

    @AfterEach
    void end() {
        release.countDown();
        boundary.close();
    }

    final <T> T guard(Class<T> type, T service) {
        return calls.guard(type, service, island.location());
    }

    static Event event(ObjectNode data) {
        return new Event("1", "a.b", "s", data, Instant.EPOCH);
    }

    // As a runaway extension does.
    final void awaitRelease() {
        boolean over = false;
        while (!over) {
            try {
                over = release.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                over = false;
            }
        }
    }
}
