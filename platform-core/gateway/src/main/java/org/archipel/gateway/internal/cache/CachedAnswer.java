package org.archipel.gateway.internal.cache;

import java.util.List;
import org.archipel.gateway.internal.http.Header;

/**
 * An answer that is kept.
 *
 * @param etag strong entity tag, with its quotes
 * @param storedAt milliseconds since the epoch
 * @param freshUntil until when it is as good as a new one
 * @param usableUntil until when it is better than none: while a new one is fetched, or when none can be had
 */
public record CachedAnswer(
        int status, List<Header> headers, byte[] body, String etag, long storedAt, long freshUntil, long usableUntil) {
    private static final int OVERHEAD = 200;

    public CachedAnswer {
        headers = List.copyOf(headers);
    }

    public boolean isFresh(long now) {
        return now < freshUntil;
    }

    /** Roughly what it takes in memory. */
    int bytes() {
        int bytes = OVERHEAD + body.length;
        for (Header header : headers) {
            bytes += 2 * (header.name().length() + header.value().length());
        }
        return bytes;
    }
}
