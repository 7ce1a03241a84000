package org.archipel.sandbox.internal.egress;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.archipel.sandbox.internal.island.SandboxConfig;

/**
 * The connections of all the sandbox. A client closes its connections for good as soon as one request meets an {@link Error}, be it for
 * want of memory: here only {@link #end} does. Thread-safe.
 */
final class ConnectionPool implements HttpClientConnectionManager {
    private static final int CONNECTIONS = 256;
    private static final int CONNECTIONS_PER_ROUTE = 32;
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);
    private static final TimeValue LONGEST_LIFE = TimeValue.ofMinutes(5);

    private final PoolingHttpClientConnectionManager connections;
    private final IdleConnectionEvictor evictor;

    ConnectionPool(SandboxConfig config) {
        connections = connections(config);
        evictor = new IdleConnectionEvictor(connections, IDLE, IDLE);
        evictor.start();
    }

    private static PoolingHttpClientConnectionManager connections(SandboxConfig config) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedResolver())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_PER_ROUTE)
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(Timeout.of(config.responseTimeout()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(config.connectTimeout()))
                        .setSocketTimeout(Timeout.of(config.responseTimeout()))
                        .setTimeToLive(LONGEST_LIFE)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .build();
    }

    @Override
    public LeaseRequest lease(String id, HttpRoute route, Timeout timeout, Object state) {
        return connections.lease(id, route, timeout, state);
    }

    @Override
    public void release(ConnectionEndpoint endpoint, Object state, TimeValue keptFor) {
        connections.release(endpoint, state, keptFor);
    }

    @Override
    public void connect(ConnectionEndpoint endpoint, TimeValue timeout, HttpContext context) throws IOException {
        connections.connect(endpoint, timeout, context);
    }

    @Override
    public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
        connections.upgrade(endpoint, context);
    }

    /** Does nothing: what is meant for one request would end those of everybody. */
    @Override
    public void close(CloseMode mode) {}

    /** Does nothing, as {@link #close(CloseMode)}. */
    @Override
    public void close() {}

    /** Closes all connections; no request can be made any more. */
    void end() {
        evictor.shutdown();
        connections.close(CloseMode.GRACEFUL);
    }
}
