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
 */
public record HttpCall(String method, URI uri, List<Header> headers, byte[] body, Duration timeout) {
    /** The same with what is left of its time. */
    public HttpCall within(Duration left) {
        return new HttpCall(method, uri, headers, body, left);
    }

    private static final List<String> REPEATABLE = List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /** Whether it may be made twice (RFC 9110, section 9.2.2). */
    public static boolean isIdempotent(String method) {
        return REPEATABLE.contains(method);
    }
}
