package org.archipel.messaging.internal.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.archipel.messaging.Job;
import org.archipel.messaging.internal.jdbc.Sql;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many jobs wait and run, over all nodes, for Micrometer's registry. They are counted when somebody looks, and not more often than
 * every few seconds. Thread-safe.
 */
public final class QueueMeters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private final UnitOfWork work;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<Job.State, Long> counts = new EnumMap<>(Job.State.class);
    private long countedAt = System.nanoTime() - FRESH_NANOS;

    public QueueMeters(UnitOfWork work) {
        this.work = work;
        for (Job.State state : List.of(Job.State.QUEUED, Job.State.RUNNING)) {
            meters.add(Gauge.builder("archipel.jobs", this, self -> self.count(state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(Metrics.globalRegistry));
        }
    }

    private synchronized double count(Job.State state) {
        long now = System.nanoTime();
        if (now - countedAt >= FRESH_NANOS) {
            countedAt = now;
            try {
                work.run(transaction -> count(transaction.connection()));
            } catch (RuntimeException e) {
                // The other figures are worth showing when the database is away.
                LOG.debug("The jobs could not be counted", e);
                counts.clear();
            }
        }
        return counts.containsKey(state) ? counts.get(state) : Double.NaN;
    }

    private void count(Connection connection) {
        counts.put(Job.State.QUEUED, 0L);
        counts.put(Job.State.RUNNING, 0L);
        Sql.list(
                        connection,
                        "SELECT state, COUNT(*) FROM jobs WHERE state IN ('QUEUED', 'RUNNING') GROUP BY state",
                        row -> Map.entry(Job.State.valueOf(row.getString(1)), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    }

    @Override
    public void close() {
        meters.forEach(Metrics.globalRegistry::remove);
    }
}
