package org.archipel.gateway.internal.http;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets connections to upstreams be selected together with those of callers, so that one thread has both: it reads a request, writes
 * the call, reads the answer and writes it, and no other is woken. Thread-safe.
 */
@Component(service = ServerSelectors.class)
public class ServerSelectors {
    private final Map<SelectableChannel, Function<EndPoint, Connection>> waiting = new ConcurrentHashMap<>();
    private volatile ServerConnector server;

    @Activate
    public ServerSelectors() {
        // Until the server is there, upstreams have a selector of their own.
    }

    /** @param connector asks {@link #connection} before it makes a connection of its own */
    public void use(ServerConnector connector) {
        server = connector;
    }

    /**
     * Hands a channel over that is connected.
     *
     * @param made makes its connection
     * @return false if there is no server
     */
    boolean accept(SocketChannel channel, Function<EndPoint, Connection> made) {
        ServerConnector present = server;
        if (present == null || !present.isStarted()) {
            return false;
        }
        waiting.put(channel, made);
        present.getSelectorManager().accept(channel);
        return true;
    }

    /** The connection of a channel that was handed over; empty for those of callers. */
    public Optional<Connection> connection(EndPoint endPoint) {
        return endPoint instanceof SelectableChannelEndPoint selectable
                ? Optional.ofNullable(waiting.remove(selectable.getChannel())).map(made -> made.apply(endPoint))
                : Optional.empty();
    }
}
