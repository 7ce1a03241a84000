package org.archipel.rest.internal.http;

import jakarta.servlet.http.HttpServletRequest;

/** Paths that exist for the platform's own forwarding and are not there for clients. */
final class InternalPaths {
    static final String PREFIX = "/_";

    private InternalPaths() {}

    /** Looks at the decoded path, as the dispatcher does. */
    static boolean areAskedFor(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = request.getServletPath() + (info == null ? "" : info);
        return path.startsWith(PREFIX);
    }
}
