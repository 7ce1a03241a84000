package org.archipel.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Tells whether the database answers. A background ping keeps the answer fresh, so that asking never waits. Thread-safe. */
@ProviderType
public interface DatabaseHealth {
    /** The outcome of the newest ping. */
    Status status();

    /**
     * @param up whether the database answered
     * @param dialect the configured database
     * @param latency how long the answer took
     * @param checkedAt when it was asked
     * @param activeConnections connections of the pool in use
     * @param idleConnections connections of the pool that wait for work
     * @param waitingThreads threads that wait for a connection
     * @param detail what is wrong, for an administrator; empty when up
     */
    record Status(
            boolean up,
            Dialect dialect,
            Duration latency,
            Instant checkedAt,
            int activeConnections,
            int idleConnections,
            int waitingThreads,
            Optional<String> detail) {}
}
