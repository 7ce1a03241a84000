package org.archipel.gateway.internal.fakes;

import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * An outside system that is called by TLS. It answers with the protocol that it was asked by; at {@code /echo} with the request's body, at
 * {@code /large} with {@value #LARGE} bytes.
 */
public final class TlsUpstream implements AutoCloseable {
    public static final int LARGE = 4 << 20;
    private static final String PASSWORD = "not-a-secret";

    private final Server server = new Server();
    private final ServerConnector connector;
    private final Set<String> connections = ConcurrentHashMap.newKeySet();

    /** @param http2 whether it offers HTTP/2; without it it negotiates nothing */
    public TlsUpstream(boolean http2) {
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setKeyStorePath(store());
        keys.setKeyStorePassword(PASSWORD);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        ConnectionFactory http11 = new HttpConnectionFactory(configuration);
        if (http2) {
            ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
            alpn.setDefaultProtocol(http11.getProtocol());
            connector = new ServerConnector(
                    server,
                    new SslConnectionFactory(keys, alpn.getProtocol()),
                    alpn,
                    new HTTP2ServerConnectionFactory(configuration),
                    http11);
        } else {
            connector = new ServerConnector(server, new SslConnectionFactory(keys, http11.getProtocol()), http11);
        }
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Answers());
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String store() {
        URL store = TlsUpstream.class.getResource("/tls/upstream.p12");
        return store.toExternalForm();
    }

    /** Believes this system, and no other. */
    public static SslContextFactory.Client trusted() {
        SslContextFactory.Client trust = new SslContextFactory.Client();
        trust.setTrustStorePath(store());
        trust.setTrustStorePassword(PASSWORD);
        return trust;
    }

    public String url() {
        return "https://127.0.0.1:" + connector.getLocalPort();
    }

    /** How many connections brought requests. */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Answers extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            connections.add(request.getConnectionMetaData().getId());
            String protocol = request.getConnectionMetaData().getHttpVersion().asString();
            response.getHeaders().put("X-Protocol", protocol);
            switch (Request.getPathInContext(request)) {
                case "/echo" -> Content.copy(request, response, callback);
                case "/large" -> response.write(true, ByteBuffer.wrap(new byte[LARGE]), callback);
                default ->
                    response.write(true, ByteBuffer.wrap(protocol.getBytes(StandardCharsets.US_ASCII)), callback);
            }
            return true;
        }
    }
}
