package org.archipel.gateway.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A request to an outside system.
 *
 * @param uri with the host in canonical form
 * @param headers without those of the connection
 * @param body empty for none
 * @param timeout for the whole exchange; of an answer that streams, until it begins and then between its pieces
 * @param channel which connections it takes
 */
public record HttpCall(String method, URI uri, List<Header> headers, byte[] body, Duration timeout, Channel channel) {
    /**
     * Connections that calls share. Those of different owners share none that has several calls at once (HTTP/2): what one of them does
     * to such a connection befalls no other.
     *
     * @param owner the organization that calls
     * @param http2 whether HTTP/2 is spoken where an upstream offers it by TLS
     */
    public record Channel(String owner, boolean http2) {
        /** Of what the platform asks for itself. */
        public static final Channel PLATFORM = new Channel("", true);
    }

    /** A call of the platform's own. */
    public HttpCall(String method, URI uri, List<Header> headers, byte[] body, Duration timeout) {
        this(method, uri, headers, body, timeout, Channel.PLATFORM);
    }

    /** The same with what is left of its time. */
    public HttpCall within(Duration left) {
        return new HttpCall(method, uri, headers, body, left, channel);
    }

    private static final List<String> REPEATABLE = List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /** Whether it may be made twice (RFC 9110, section 9.2.2). */
    public static boolean isIdempotent(String method) {
        return REPEATABLE.contains(method);
    }
}
