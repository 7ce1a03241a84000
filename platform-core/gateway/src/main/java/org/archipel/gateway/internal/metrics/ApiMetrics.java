package org.archipel.gateway.internal.metrics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures of APIs by the minute. Counted in memory, written every ten seconds in one batch: a request pays for no write, and a killed
 * process forgets its last seconds. Kept for a week. Thread-safe.
 */
@Component(service = ApiMetrics.class)
public class ApiMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(ApiMetrics.class);
    private static final int FLUSH_SECONDS = 10;
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int MOST_ROWS = 100_000;

    private final UnitOfWork work;
    private final String node = Ids.next();
    /** Those of APIs that are gone go with them, and so do those of definitions that were only looked at. */
    private final Cache<Key, EndpointMetrics> counted =
            Caffeine.newBuilder().weakValues().build();

    private final Queue<EndpointMetrics> waiting = new ConcurrentLinkedQueue<>();
    /** What this node saw of the present minute and has written: rows are replaced by what is more. */
    private final Map<Key, Figures> minute = new ConcurrentHashMap<>();

    private Instant present = Instant.EPOCH;
    private final ScheduledExecutorService writing = DaemonThreads.timer("gateway-metrics");

    record Key(String organizationId, String apiId) {}

    /** The figures of one minute, of all nodes. */
    public record Point(Instant minute, Figures figures) {}

    @Activate
    public ApiMetrics(@Reference(target = "(unit=gateway)") UnitOfWork work) {
        this.work = work;
        writing.scheduleWithFixedDelay(this::write, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    public void close() {
        writing.shutdown();
        write();
    }

    /** The counters of an API; they outlive its definitions. */
    public EndpointMetrics of(String organizationId, String apiId) {
        return counted.get(new Key(organizationId, apiId), key -> new EndpointMetrics(key, waiting));
    }

    /** Writes what was counted since the last time. */
    public synchronized void write() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(present)) {
            minute.clear();
            present = now;
        }
        List<Key> changed = new ArrayList<>();
        for (EndpointMetrics metrics = waiting.poll(); metrics != null; metrics = waiting.poll()) {
            Figures taken = metrics.take();
            if (taken.requests() > 0) {
                minute.merge(metrics.key(), taken, Figures::plus);
                changed.add(metrics.key());
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        // In one order, so that two nodes do not wait for each other.
        changed.sort(Comparator.comparing(Key::apiId));
        try {
            work.run(transaction -> {
                changed.forEach(key -> write(transaction, key, now, minute.get(key)));
                Sql.on(transaction).update("DELETE FROM custom_api_metrics WHERE at_minute < ?", now.minus(KEPT));
            });
        } catch (RuntimeException e) {
            LOG.warn("Figures of {} custom APIs could not be written", changed.size(), e);
        }
    }

    private void write(Transaction transaction, Key key, Instant at, Figures figures) {
        Sql sql = Sql.on(transaction);
        Object[] values = {
            figures.requests(),
            figures.refused(),
            figures.failed(),
            figures.requestBytes(),
            figures.responseBytes(),
            figures.cacheHits(),
            figures.times().text(),
            key.apiId(),
            at,
            node,
            key.organizationId()
        };
        int updated = sql.update(
                "UPDATE custom_api_metrics SET requests = ?, refused = ?, failed = ?, request_bytes = ?, response_bytes = ?,"
                        + " cache_hits = ?, times = ? WHERE api_id = ? AND at_minute = ? AND node = ? AND organization_id = ?",
                values);
        if (updated == 0) {
            sql.insertIfAbsent(
                    "INSERT INTO custom_api_metrics (requests, refused, failed, request_bytes, response_bytes, cache_hits,"
                            + " times, api_id, at_minute, node, organization_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    values);
        }
    }

    /** The minutes of a time in which an API was called, oldest first. */
    public List<Point> points(String organizationId, String apiId, Instant from, Instant to) {
        Map<Instant, Figures> points = new TreeMap<>();
        work.run(transaction -> Sql.on(transaction)
                .list(
                        MOST_ROWS,
                        "SELECT at_minute, requests, refused, failed, request_bytes, response_bytes, cache_hits, times"
                                + " FROM custom_api_metrics WHERE organization_id = ? AND api_id = ? AND at_minute >= ? AND at_minute < ?",
                        row -> points.merge(
                                Timestamps.get(row, "at_minute"),
                                new Figures(
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getLong(6),
                                        row.getLong(7),
                                        Times.parse(row.getString(8))),
                                Figures::plus),
                        organizationId,
                        apiId,
                        from,
                        to));
        return points.entrySet().stream()
                .map(entry -> new Point(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** All points together. */
    public static Figures sum(List<Point> points) {
        return points.stream().map(Point::figures).reduce(Figures.none(), Figures::plus);
    }
}
