package org.archipel.gateway.internal.model;

import java.util.List;

/**
 * Which pages of other origins may call.
 *
 * @param origins such as {@code https://shop.example.org}, or {@code *} for all
 * @param headers that scripts may send
 * @param exposedHeaders that scripts may read
 * @param credentials whether cookies and HTTP authentication go along; not with {@code *}
 * @param maxAgeSeconds how long a browser remembers it; null for 600
 */
public record CorsSettings(
        List<String> origins,
        List<String> headers,
        List<String> exposedHeaders,
        Boolean credentials,
        Integer maxAgeSeconds) {
    private static final int TEN_MINUTES = 600;

    public CorsSettings {
        origins = origins == null ? List.of() : List.copyOf(origins);
        headers = headers == null ? List.of("Authorization", "Content-Type", "X-API-Key") : List.copyOf(headers);
        exposedHeaders = exposedHeaders == null ? List.of() : List.copyOf(exposedHeaders);
        credentials = credentials != null && credentials;
        maxAgeSeconds = maxAgeSeconds == null ? TEN_MINUTES : maxAgeSeconds;
    }
}
