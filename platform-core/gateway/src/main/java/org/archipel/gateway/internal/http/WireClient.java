package org.archipel.gateway.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.base.DaemonThreads;
import org.archipel.sandbox.AddressGuard;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Calls without a body over plain HTTP/1.1, on kept connections. The asking thread writes the request; the thread that selects the
 * connection reads the answer and gives it to the sink: no thread waits. Thread-safe.
 */
public final class WireClient implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    /** So many connections are begun at once, by threads that wait; what is beyond them is not for this client. */
    static final int CONNECTING = 32;

    private static final long LOOK_MILLIS = 100;

    private final AddressGuard guard;
    private final Executor readers;
    private final Executor connectors;
    private final AtomicInteger connecting = new AtomicInteger();
    private final Scheduler timer;
    private final ScheduledExecutorService looks = DaemonThreads.timer("archipel-upstream-look");
    private final Selectors selectors;
    private final ServerSelectors server;
    private final Map<String, WirePool> pools = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param readers for what is read when the one who takes it is ready
     * @param connectors for what waits: the look-up of addresses, and connecting
     */
    WireClient(AddressGuard guard, Executor readers, Executor connectors, Scheduler timer, ServerSelectors server) {
        this.server = server;
        this.guard = guard;
        this.readers = readers;
        this.connectors = connectors;
        this.timer = timer;
        this.selectors = new Selectors(readers, timer);
        LifeCycle.start(selectors);
        looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** For upstreams while there is no server to share with. */
    private static final class Selectors extends SelectorManager {
        Selectors(Executor executor, Scheduler scheduler) {
            super(executor, scheduler, 1);
        }

        ManagedSelector only() {
            return getBeans(ManagedSelector.class).iterator().next();
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            return new SocketChannelEndPoint((SocketChannel) channel, selector, key, getScheduler());
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment) {
            throw new IllegalStateException("nothing is accepted here");
        }
    }

    /** One call on its way. */
    private final class Exchange implements WireConnection.Call {
        private final HttpCall call;
        private final AnswerSink sink;
        private final WirePool pool;
        /** What selects the caller; null if that is not known. */
        private final ManagedSelector near;

        private final long timeout;
        /** Until when something has to happen; none while the one who takes the answer is waited for. */
        private volatile long deadline;

        private volatile boolean held;
        private boolean fresh;

        Exchange(HttpCall call, AnswerSink sink, WirePool pool, ManagedSelector near) {
            this.near = near;
            this.call = call;
            this.sink = sink;
            this.pool = pool;
            this.timeout = call.timeout().toNanos();
            this.deadline = System.nanoTime() + timeout;
        }

        @Override
        public HttpCall call() {
            return call;
        }

        @Override
        public AnswerSink sink() {
            return sink;
        }

        @Override
        public boolean isLate(long now) {
            return !held && now - deadline > 0;
        }

        @Override
        public void moved(boolean waits) {
            deadline = System.nanoTime() + timeout;
            held = waits;
        }

        /** Begins a new connection, on a thread that may wait. */
        void connect() {
            fresh = true;
            try {
                connectNow();
            } finally {
                pool.begun();
                connecting.decrementAndGet();
            }
        }

        private void connectNow() {
            try {
                int port = call.uri().getPort() < 0 ? 80 : call.uri().getPort();
                ManagedSelector chosen = server.choose(near);
                open(
                        connected(guard.addresses(call.uri().getHost(), port), port),
                        chosen == null ? selectors.only() : chosen);
            } catch (Throwable e) {
                // Whatever it is, memory that has run out too: somebody waits for an answer.
                gaveUp(e);
            }
        }

        private SocketChannel connected(List<InetAddress> addresses, int port) throws IOException, TimeoutException {
            IOException last = new IOException("no address");
            for (InetAddress address : addresses) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new TimeoutException();
                }
                try {
                    return connected(new InetSocketAddress(address, port), (int) Math.min(CONNECT_MILLIS, left));
                } catch (IOException e) {
                    last = e;
                }
            }
            if (last instanceof SocketTimeoutException) {
                throw new TimeoutException();
            }
            throw last;
        }

        private static SocketChannel connected(InetSocketAddress address, int millis) throws IOException {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.socket().connect(address, millis);
                channel.configureBlocking(false);
                return channel;
            } catch (Throwable e) {
                IO.close(channel);
                throw e;
            }
        }

        private void open(SocketChannel channel, ManagedSelector selector) {
            selector.submit(all -> {
                try {
                    SelectionKey key = channel.register(all, 0);
                    SocketChannelEndPoint endPoint = new SocketChannelEndPoint(channel, selector, key, timer);
                    // The client looks after the time itself.
                    endPoint.setIdleTimeout(0);
                    Connection connection = new WireConnection(endPoint, selector, readers, this::opened);
                    endPoint.setConnection(connection);
                    key.attach(endPoint);
                    endPoint.onOpen();
                    connection.onOpen();
                } catch (Throwable e) {
                    IO.close(channel);
                    gaveUp(e);
                }
            });
        }

        private void gaveUp(Throwable failure) {
            pool.gaveUp();
            sink.failed(failure);
        }

        void opened(WireConnection connection) {
            pool.opened(connection);
            connection.send(this);
        }

        @Override
        public void answered(WireConnection connection, int status) {
            pool.release(connection);
            sink.complete(status);
        }

        @Override
        public void failed(WireConnection connection, Throwable failure, boolean untouched) {
            pool.drop(connection);
            boolean stale = !fresh
                    && untouched
                    && !closed
                    && !(failure instanceof TimeoutException)
                    && HttpCall.isIdempotent(call.method());
            if (stale) {
                // The upstream closed a kept connection just now: once more, on a new one.
                begin(this);
            } else {
                sink.failed(failure);
            }
        }
    }

    private void begin(Exchange exchange) {
        exchange.pool.begin();
        connecting.incrementAndGet();
        try {
            connectors.execute(exchange::connect);
        } catch (Throwable e) {
            exchange.pool.begun();
            connecting.decrementAndGet();
            exchange.gaveUp(e);
        }
    }

    /**
     * Makes a call, if it is one for this client. The sink may be called on another thread before this returns.
     *
     * @return false if it is not, or too many are under way
     */
    public boolean send(HttpCall call, AnswerSink sink) {
        if (closed || !"http".equals(call.uri().getScheme())) {
            return false;
        }
        WirePool pool = pools.computeIfAbsent(call.uri().getRawAuthority(), authority -> new WirePool());
        ManagedSelector near = ServerSelectors.present();
        Exchange exchange = new Exchange(call, sink, pool, near);
        boolean mayConnect = pool.mayConnect() && connecting.get() < CONNECTING;
        // One that another thread reads is worth less than a new one, which stays with this thread.
        WireConnection kept = near == null ? pool.take() : pool.take(near);
        if (kept == null && near != null && !mayConnect) {
            kept = pool.take();
        }
        if (kept != null) {
            kept.send(exchange);
        } else if (mayConnect) {
            begin(exchange);
        } else {
            return false;
        }
        return true;
    }

    /** Ends calls that take too long, and connections that nobody uses. */
    private void look() {
        long now = System.nanoTime();
        pools.values().forEach(pool -> pool.lookAfter(now));
        pools.values().removeIf(pool -> pool.isAbandoned(now));
    }

    @Override
    public void close() {
        closed = true;
        looks.shutdownNow();
        pools.values().forEach(WirePool::close);
        LifeCycle.stop(selectors);
    }
}
