package org.archipel.persistence.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.persistence.DatabaseHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pings the database every two seconds. */
final class HealthMonitor implements DatabaseHealth, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
    private static final long INTERVAL_MS = 2_000;

    private final Database database;
    private final ScheduledExecutorService timer = DaemonThreads.timer("archipel-database-health");
    private volatile Status status;

    HealthMonitor(Database database) {
        this.database = database;
        this.status = status(Duration.ZERO, Optional.of("The database has not answered yet."));
    }

    /** Begins to ping; to be called when the database answered. */
    void start() {
        ping();
        timer.scheduleWithFixedDelay(this::ping, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Status status() {
        return status;
    }

    private void ping() {
        long start = System.nanoTime();
        Optional<String> trouble = Optional.empty();
        try {
            database.ping();
        } catch (SQLException e) {
            trouble = Optional.of("The database does not answer: " + SqlStates.reason(e));
        }
        var before = status;
        status = status(Duration.ofNanos(System.nanoTime() - start), trouble);
        if (before.up() && !status.up()) {
            LOG.error("{}", status.detail().orElse(""));
        } else if (!before.up() && status.up()) {
            LOG.info("The database answers");
        }
    }

    private Status status(Duration latency, Optional<String> trouble) {
        var pool = database.figures();
        return new Status(
                trouble.isEmpty(),
                database.dialect(),
                latency,
                Instant.now(),
                pool.map(figures -> figures.getActiveConnections()).orElse(0),
                pool.map(figures -> figures.getIdleConnections()).orElse(0),
                pool.map(figures -> figures.getThreadsAwaitingConnection()).orElse(0),
                trouble);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
