package org.archipel.messaging.internal.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.junit.jupiter.api.AfterEach;

/** A node, and who submits jobs to it. */
abstract class JobTest {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Node node;
    final Caller caller = Node.caller();

    JobTest(TestDatabase database) {
        node = Node.started(database, "node");
    }

    @AfterEach
    void close() {
        node.close();
    }

    static JsonNode awaiting(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
