package org.archipel.rest.internal.http;

/** Paths that exist for the platform's own forwarding and are not there for clients. */
final class InternalPaths {
    static final String PREFIX = "/_";

    private InternalPaths() {}

    static boolean isInternal(String path) {
        return path != null && path.startsWith(PREFIX);
    }
}
