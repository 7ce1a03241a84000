package org.archipel.gateway.internal.web;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.archipel.gateway.internal.http.ServerSelectors;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server read requests as {@link SelectorConnection} does. A factory of connectors is the only one whom the HTTP bundle hands
 * its server to; the connector that it makes takes no connections.
 */
@Component(service = ConnectorFactory.class)
public final class SelectorConnections implements ConnectorFactory {
    private static final Logger LOG = LoggerFactory.getLogger(SelectorConnections.class);

    private final ServerSelectors selectors;

    @Activate
    public SelectorConnections(@Reference ServerSelectors selectors) {
        this.selectors = selectors;
    }

    @Override
    public Connector createConnector(Server server) {
        Arrays.stream(server.getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .filter(ServerConnector::isStarted)
                .forEach(this::change);
        return new NoConnector(server);
    }

    /** A connector takes other kinds of connections only while it is stopped. */
    private void change(ServerConnector connector) {
        List<ConnectionFactory> factories = connector.getConnectionFactories().stream()
                .map(factory -> factory.getClass() == HttpConnectionFactory.class
                        ? SelectorConnection.factory((HttpConnectionFactory) factory, selectors)
                        : factory)
                .toList();
        // An acceptor that ended later would find the connector running again.
        connector.shutdown().completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
        try {
            connector.stop();
            connector.setConnectionFactories(factories);
            connector.start();
            if (connector.getDefaultConnectionFactory() instanceof HttpConnectionFactory) {
                selectors.use(connector);
            }
        } catch (Exception e) {
            LOG.error("The connector {} could not be started again", connector, e);
        }
    }

    /** Shows the address of the server's first connector, because the HTTP bundle publishes the address of each that it knows. */
    private static final class NoConnector extends ServerConnector {
        NoConnector(Server server) {
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
}
