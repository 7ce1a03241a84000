package org.archipel.gateway.internal.http;

import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ManagedSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one upstream, apart by what selects them; of those that nobody uses the one that was used last is taken first.
 * Thread-safe.
 */
final class WirePool {
    private static final Logger LOG = LoggerFactory.getLogger(WirePool.class);
    private static final long LONGEST_IDLE = Duration.ofSeconds(15).toNanos();
    private static final long ABANDONED = Duration.ofMinutes(10).toNanos();
    private static final int CONNECTIONS = 256;
    /** No upstream keeps more of the threads waiting that connect. */
    private static final int CONNECTING = 4;

    private final Map<ManagedSelector, Deque<WireConnection>> idle = new ConcurrentHashMap<>();
    private final Set<WireConnection> all = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private volatile long usedAt = System.nanoTime();
    private volatile boolean closed;

    /** A kept connection that a selector has; null if there is none. */
    WireConnection take(ManagedSelector selector) {
        usedAt = System.nanoTime();
        Deque<WireConnection> own = idle.get(selector);
        return own == null ? null : reusable(own);
    }

    /** A kept connection; null if there is none. */
    WireConnection take() {
        usedAt = System.nanoTime();
        for (Deque<WireConnection> own : idle.values()) {
            WireConnection kept = reusable(own);
            if (kept != null) {
                return kept;
            }
        }
        return null;
    }

    private WireConnection reusable(Deque<WireConnection> own) {
        for (WireConnection kept = own.pollFirst(); kept != null; kept = own.pollFirst()) {
            if (kept.isReusable() && kept.idleNanos() < LONGEST_IDLE) {
                return kept;
            }
            drop(kept);
        }
        return null;
    }

    /** Whether another connection may be begun. */
    boolean mayConnect() {
        return open.get() < CONNECTIONS && connecting.get() < CONNECTING;
    }

    /** A connection is begun. */
    void begin() {
        open.incrementAndGet();
        connecting.incrementAndGet();
    }

    /** What was begun has ended, with a connection or without. */
    void begun() {
        connecting.decrementAndGet();
    }

    /** What was begun became no connection. */
    void gaveUp() {
        open.decrementAndGet();
    }

    void opened(WireConnection connection) {
        all.add(connection);
        if (closed) {
            connection.close();
        }
    }

    /** A connection's call has ended well. */
    void release(WireConnection connection) {
        if (connection.isReusable() && !closed) {
            of(connection).addFirst(connection);
        } else {
            drop(connection);
        }
    }

    private Deque<WireConnection> of(WireConnection connection) {
        return idle.computeIfAbsent(connection.selector(), selector -> new ConcurrentLinkedDeque<>());
    }

    void drop(WireConnection connection) {
        connection.close();
        if (all.remove(connection)) {
            open.decrementAndGet();
        }
    }

    /** Ends calls that take too long, and connections that nobody uses. */
    void lookAfter(long now) {
        for (WireConnection connection : all) {
            try {
                lookAfter(connection, now);
            } catch (Throwable e) {
                // What becomes of one call, memory that has run out too, is not to keep the others from their ends.
                LOG.warn("A connection to an upstream could not be looked after", e);
            }
        }
    }

    private void lookAfter(WireConnection connection, long now) {
        connection.expire(now);
        boolean unused = connection.isReusable() && connection.idleNanos() > LONGEST_IDLE;
        if ((unused || connection.isClosed()) && of(connection).remove(connection)) {
            drop(connection);
        }
    }

    /** A call that has just been given the pool may not have opened its connection yet. */
    boolean isAbandoned(long now) {
        return open.get() == 0 && now - usedAt > ABANDONED;
    }

    void close() {
        closed = true;
        all.forEach(this::drop);
    }
}
