package org.archipel.gateway.internal.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.gateway.internal.http.WireConnection.Progress;
import org.archipel.sandbox.AddressGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls without a body over plain HTTP/1.1, for upstreams that answer soon. The asking thread itself sends and reads; a bounded number of
 * threads wait so, for a bounded time. An answer that takes longer is waited for by one thread for all, and read by a worker. Thread-safe.
 */
public final class WireClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WireClient.class);
    private static final int WAITING_THREADS = 64;
    private static final long PATIENCE_MILLIS = 50;
    private static final long CONNECT_MILLIS = 5_000;
    private static final long LONGEST_IDLE = Duration.ofSeconds(15).toNanos();
    private static final int CONNECTIONS = 256;
    private static final long LOOK_MILLIS = 200;

    private final AddressGuard guard;
    private final Executor workers;
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();
    private final Semaphore waiting = new Semaphore(WAITING_THREADS);
    private final Selector parked;
    private final Queue<Exchange> arriving = new ConcurrentLinkedQueue<>();
    private final Thread watch;
    private volatile boolean closed;

    private static final class Pool {
        final ConcurrentLinkedDeque<WireConnection> idle = new ConcurrentLinkedDeque<>();
        final AtomicInteger open = new AtomicInteger();
    }

    WireClient(AddressGuard guard, Executor workers) throws IOException {
        this.guard = guard;
        this.workers = workers;
        this.parked = Selector.open();
        this.watch = new Thread(this::watch, "gateway-upstream-wait");
        watch.setDaemon(true);
        watch.start();
    }

    /** One call on its way. */
    private final class Exchange {
        private final HttpCall call;
        private final AnswerSink sink;
        private final Runnable detach;
        private final Pool pool;
        private final long deadline;
        private WireConnection connection;
        private boolean fresh;

        Exchange(HttpCall call, AnswerSink sink, Runnable detach, Pool pool) {
            this.call = call;
            this.sink = sink;
            this.detach = detach;
            this.pool = pool;
            this.deadline = System.nanoTime() + call.timeout().toNanos();
        }

        /** Goes on a kept connection, on this thread. */
        void begin(WireConnection kept) {
            connection = kept;
            send();
        }

        /** Goes on a new connection, on a worker's thread. */
        void connect() {
            fresh = true;
            try {
                int port = call.uri().getPort() < 0 ? 80 : call.uri().getPort();
                connection = WireConnection.open(guard.addresses(call.uri().getHost(), port), port, CONNECT_MILLIS);
            } catch (IOException | RuntimeException e) {
                pool.open.decrementAndGet();
                sink.failed(e);
                return;
            }
            send();
        }

        private void send() {
            try {
                connection.send(call.method(), call.uri(), call.headers(), sink, this::resume);
            } catch (IOException e) {
                failed(e);
                return;
            }
            if (!waiting.tryAcquire()) {
                park();
                return;
            }
            try {
                if (connection.await(PATIENCE_MILLIS)) {
                    advance();
                    return;
                }
            } catch (IOException e) {
                failed(e);
                return;
            } finally {
                waiting.release();
            }
            park();
        }

        private void resume() {
            workers.execute(this::advance);
        }

        void advance() {
            try {
                Progress progress = connection.advance();
                if (progress == Progress.DONE) {
                    int status = connection.status();
                    release();
                    sink.complete(status);
                } else if (progress == Progress.WAITING) {
                    park();
                }
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
        }

        private void park() {
            detach.run();
            arriving.add(this);
            parked.wakeup();
        }

        private void release() {
            if (connection.isReusable() && !closed) {
                pool.idle.addFirst(connection);
            } else {
                drop();
            }
        }

        private void drop() {
            connection.close();
            pool.open.decrementAndGet();
        }

        void failed(Throwable failure) {
            boolean stale = !fresh
                    && connection.isUntouched()
                    && !(failure instanceof TimeoutException)
                    && HttpCall.isIdempotent(call.method());
            drop();
            if (stale) {
                // The upstream closed a kept connection just now: once more, on a new one.
                detach.run();
                pool.open.incrementAndGet();
                try {
                    workers.execute(this::connect);
                } catch (RuntimeException e) {
                    pool.open.decrementAndGet();
                    sink.failed(e);
                }
            } else {
                sink.failed(failure);
            }
        }
    }

    /**
     * Makes a call, if it is one for this client.
     *
     * @param detach called before the answer is left to another thread; may be called more than once
     * @return false if it is not, or too many are under way
     */
    public boolean send(HttpCall call, AnswerSink sink, Runnable detach) {
        if (closed || !"http".equals(call.uri().getScheme())) {
            return false;
        }
        Pool pool = pools.computeIfAbsent(call.uri().getRawAuthority(), authority -> new Pool());
        Exchange exchange = new Exchange(call, sink, detach, pool);
        WireConnection kept = pool.idle.pollFirst();
        while (kept != null && kept.idleNanos() > LONGEST_IDLE) {
            kept.close();
            pool.open.decrementAndGet();
            kept = pool.idle.pollFirst();
        }
        if (kept != null) {
            exchange.begin(kept);
            return true;
        }
        if (pool.open.incrementAndGet() > CONNECTIONS) {
            pool.open.decrementAndGet();
            return false;
        }
        detach.run();
        try {
            workers.execute(exchange::connect);
        } catch (RuntimeException e) {
            pool.open.decrementAndGet();
            throw e;
        }
        return true;
    }

    private void watch() {
        while (!closed) {
            try {
                parked.select(LOOK_MILLIS);
                List<Exchange> ready = new ArrayList<>();
                for (SelectionKey key : parked.selectedKeys()) {
                    if (key.isValid()) {
                        ready.add((Exchange) key.attachment());
                    }
                    key.cancel();
                }
                parked.selectedKeys().clear();
                expire();
                // Cancelled keys go before their channels come again.
                parked.selectNow();
                parked.selectedKeys().clear();
                register();
                ready.forEach(this::hand);
            } catch (IOException | RuntimeException e) {
                LOG.warn("Waiting for upstreams failed", e);
            }
        }
    }

    private void hand(Exchange exchange) {
        try {
            workers.execute(exchange::advance);
        } catch (RuntimeException e) {
            exchange.failed(e);
        }
    }

    private void expire() {
        long now = System.nanoTime();
        for (SelectionKey key : parked.keys()) {
            Exchange exchange = (Exchange) key.attachment();
            if (key.isValid() && now - exchange.deadline > 0) {
                key.cancel();
                exchange.failed(new TimeoutException());
            }
        }
    }

    private void register() {
        for (Exchange exchange = arriving.poll(); exchange != null; exchange = arriving.poll()) {
            try {
                exchange.connection.channel().register(parked, SelectionKey.OP_READ, exchange);
            } catch (IOException | RuntimeException e) {
                exchange.failed(e);
            }
        }
        removeIdle();
    }

    private void removeIdle() {
        for (Pool pool : pools.values()) {
            WireConnection last = pool.idle.peekLast();
            if (last != null && last.idleNanos() > LONGEST_IDLE && pool.idle.removeLastOccurrence(last)) {
                last.close();
                pool.open.decrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        parked.wakeup();
        try {
            watch.join(CONNECT_MILLIS);
            parked.close();
        } catch (IOException e) {
            LOG.debug("The selector did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pools.values().forEach(pool -> pool.idle.forEach(WireConnection::close));
    }
}
