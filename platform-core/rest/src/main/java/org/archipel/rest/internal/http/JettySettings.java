package org.archipel.rest.internal.http;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.osgi.service.component.annotations.Component;

/**
 * Sets what the HTTP bundle has no property for: problem documents for requests that are refused before a servlet sees them, and
 * a limit on the size of their headers. A factory of connectors is the only one whom the bundle hands its server to; the connector that
 * it makes takes no connections.
 */
@Component(service = ConnectorFactory.class)
public final class JettySettings implements ConnectorFactory {
    private static final int HEADER_BYTES = 16 * 1024;

    @Override
    public Connector createConnector(Server server) {
        server.setErrorHandler(new ServerErrors());
        for (Connector connector : server.getConnectors()) {
            connector.getConnectionFactories().stream()
                    .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                    .map(HttpConfiguration.ConnectionFactory.class::cast)
                    .forEach(factory -> limit(factory.getHttpConfiguration()));
        }
        return new DetachedConnector(server);
    }

    private static void limit(HttpConfiguration configuration) {
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
    }
}
