package org.archipel.gateway.internal.http;

import java.util.List;
import java.util.Optional;

/**
 * An answer with its body in memory.
 *
 * @param body not to be changed
 */
public record HttpAnswer(int status, List<Header> headers, byte[] body) {
    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
