package org.archipel.gateway.internal.http;

import java.util.List;
import java.util.Optional;

/**
 * An answer with its body in memory.
 *
 * @param body not to be changed
 * @param substitute whether it stands in the place of one that could not be had
 */
public record HttpAnswer(int status, List<Header> headers, byte[] body, boolean substitute) {
    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    public HttpAnswer(int status, List<Header> headers, byte[] body) {
        this(status, headers, body, false);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
