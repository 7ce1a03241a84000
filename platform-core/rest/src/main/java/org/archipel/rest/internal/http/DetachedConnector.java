package org.archipel.rest.internal.http;

import java.util.Arrays;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector that opens no port and takes no connections. It shows the address of the server's first real one, because the HTTP
 * bundle publishes the address of each connector that it knows.
 */
final class DetachedConnector extends ServerConnector {
    DetachedConnector(Server server) {
        super(server, 0, 0);
        Arrays.stream(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .findFirst()
                .ifPresent(real -> {
                    setHost(real.getHost());
                    setPort(real.getPort());
                });
    }

    @Override
    protected void doStart() {
        // There is nothing to listen to.
    }

    @Override
    protected void doStop() {
        // Nothing was started.
    }
}
