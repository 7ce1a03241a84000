package org.archipel.api.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP request.
 *
 * @param method the method in upper case
 * @param uri absolute, {@code http} or {@code https}
 * @param headers by name as given; several values keep their order
 * @param body the bytes, empty for none; do not change the array after passing it
 * @param timeout for the whole exchange; empty for the platform's default
 */
public record HttpRequest(
        String method, URI uri, Map<String, List<String>> headers, byte[] body, Optional<Duration> timeout) {
    public HttpRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
        headers = Map.copyOf(headers);
    }

    public static HttpRequest get(URI uri) {
        return new HttpRequest("GET", uri, Map.of(), new byte[0], Optional.empty());
    }

    /** A request with a JSON body. */
    public static HttpRequest json(String method, URI uri, byte[] json) {
        return new HttpRequest(
                method, uri, Map.of("Content-Type", List.of("application/json")), json, Optional.empty());
    }

    /** A copy with one header set to one value. */
    public HttpRequest header(String name, String value) {
        Map<String, List<String>> copy = new LinkedHashMap<>(headers);
        copy.keySet().removeIf(name::equalsIgnoreCase);
        copy.put(name, List.of(value));
        return new HttpRequest(method, uri, copy, body, timeout);
    }
}
