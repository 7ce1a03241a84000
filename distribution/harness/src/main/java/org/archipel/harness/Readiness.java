package org.archipel.harness;

import java.net.URI;
import java.time.Duration;

/** Waits until a platform says that it is ready, or tells why it does not. */
final class Readiness {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int POLL_MILLIS = 20;

    private final RestClient client;
    private final ProcessOutput output;

    Readiness(URI url, ProcessOutput output) {
        this.client = RestClient.anonymous(url);
        this.output = output;
    }

    /** @throws IllegalStateException if the process ends first, or takes too long */
    void await(Process process) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!client.answers("/api/health/ready")) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the platform ended while starting:\n" + output.consoleTail());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the platform was not ready in time:\n" + output.threadDump(process) + output.logTail());
            }
            Moment.pass(POLL_MILLIS);
        }
    }
}
