package org.archipel.gateway.internal.http;

import java.util.List;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;

/** Speaks HTTP/2 where an upstream chooses it in the TLS handshake (ALPN, RFC 7301), and HTTP/1.1 everywhere else. */
final class NegotiatingTransport extends HttpClientTransportDynamic {
    private static final List<String> OFFERED = List.of("h2", "http/1.1");
    /** What may have come of one answer that nobody takes yet. */
    private static final int STREAM_WINDOW = 256 << 10;
    /** The same of all answers on a connection: more than {@value #STREAMS} of them fill, so that slow takers hold up nobody. */
    private static final int SESSION_WINDOW = 32 << 20;

    private static final int STREAMS = SESSION_WINDOW / STREAM_WINDOW;

    NegotiatingTransport(ClientConnector connector) {
        // The first one is taken where nothing is negotiated.
        super(connector, HttpClientConnectionFactory.HTTP11, http2(connector));
    }

    private static ClientConnectionFactoryOverHTTP2.HTTP2 http2(ClientConnector connector) {
        HTTP2Client client = new HTTP2Client(connector);
        client.setInitialStreamRecvWindow(STREAM_WINDOW);
        client.setInitialSessionRecvWindow(SESSION_WINDOW);
        client.setMaxConcurrentPushedStreams(0);
        client.setMaxLocalStreams(STREAMS);
        return new ClientConnectionFactoryOverHTTP2.HTTP2(client);
    }

    /** HTTP/2 is named first, for upstreams that heed the order. */
    @Override
    public Origin newOrigin(Request request) {
        Origin origin = super.newOrigin(request);
        Origin.Protocol protocol = origin.getProtocol();
        return protocol != null && protocol.isNegotiate()
                ? getHttpClient().createOrigin(request, new Origin.Protocol(OFFERED, true))
                : origin;
    }
}
