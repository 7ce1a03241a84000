package org.archipel.gateway.internal.metrics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
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
 * Remembers who called which API, to the hour, for thirty days. A request pays for no write: what is new is written every ten seconds,
 * and a killed process forgets its last seconds. Thread-safe.
 */
@Component(service = SeenCallers.class)
public class SeenCallers {
    private static final Logger LOG = LoggerFactory.getLogger(SeenCallers.class);
    private static final int FLUSH_SECONDS = 10;
    private static final int MOST_KNOWN = 100_000;
    private static final int MOST_NAME = 200;
    private static final int MOST_LISTED = 1_000;
    private static final Duration KEPT = Duration.ofDays(30);

    private final UnitOfWork work;
    /** Those that need not be written again for an hour. */
    private final Cache<Key, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    private final Queue<Key> fresh = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService writing = DaemonThreads.timer("gateway-callers");

    private record Key(String organizationId, String apiId, String caller) {}

    /** @param seenAt to the hour */
    public record Seen(String caller, Instant seenAt) {}

    @Activate
    public SeenCallers(@Reference(target = "(unit=gateway)") UnitOfWork work) {
        this.work = work;
        writing.scheduleWithFixedDelay(this::write, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    public void close() {
        writing.shutdown();
        write();
    }

    /** A caller was let in. */
    public void saw(String organizationId, String apiId, String caller) {
        Key key = new Key(organizationId, apiId, caller);
        if (known.getIfPresent(key) == null && known.asMap().putIfAbsent(key, true) == null) {
            fresh.add(key);
        }
    }

    /** Writes what is new. */
    public synchronized void write() {
        List<Key> keys = new ArrayList<>();
        for (Key key = fresh.poll(); key != null; key = fresh.poll()) {
            if (key.caller().length() <= MOST_NAME) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        // In one order, so that two nodes do not wait for each other.
        keys.sort(Comparator.comparing(Key::apiId).thenComparing(Key::caller));
        Instant now = Timestamps.stored(Instant.now());
        try {
            work.run(transaction -> {
                keys.forEach(key -> write(transaction, key, now));
                Sql.on(transaction).update("DELETE FROM custom_api_callers WHERE seen_at < ?", now.minus(KEPT));
            });
        } catch (RuntimeException e) {
            LOG.warn("{} callers of custom APIs could not be written", keys.size(), e);
        }
    }

    private static void write(Transaction transaction, Key key, Instant now) {
        Sql sql = Sql.on(transaction);
        int updated = sql.update(
                "UPDATE custom_api_callers SET seen_at = ? WHERE api_id = ? AND caller = ? AND organization_id = ?",
                now,
                key.apiId(),
                key.caller(),
                key.organizationId());
        if (updated == 0) {
            sql.insertIfAbsent(
                    "INSERT INTO custom_api_callers (seen_at, api_id, caller, organization_id) VALUES (?, ?, ?, ?)",
                    now,
                    key.apiId(),
                    key.caller(),
                    key.organizationId());
        }
    }

    /** Who called an API in the last thirty days, latest first; at most a thousand. */
    public List<Seen> of(Transaction transaction, String organizationId, String apiId) {
        return Sql.on(transaction)
                .list(
                        MOST_LISTED,
                        "SELECT caller, seen_at FROM custom_api_callers WHERE organization_id = ? AND api_id = ?"
                                + " ORDER BY seen_at DESC, caller",
                        row -> new Seen(row.getString(1), Timestamps.get(row, "seen_at")),
                        organizationId,
                        apiId);
    }
}
