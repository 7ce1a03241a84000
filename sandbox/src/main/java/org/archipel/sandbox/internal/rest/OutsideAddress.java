package org.archipel.sandbox.internal.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/**
 * The address under which the client knows what the present thread works on; none on threads that the router did not send.
 *
 * @param base ends with a slash
 */
record OutsideAddress(URI base, URI request) {
    private static final ThreadLocal<OutsideAddress> CURRENT = new ThreadLocal<>();

    /** @param base path of the extension's address, without a slash at the end */
    static OutsideAddress of(HttpServletRequest request, String base) {
        String url = request.getRequestURL().toString();
        String origin = url.substring(0, url.length() - request.getRequestURI().length());
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return new OutsideAddress(URI.create(origin + base + "/"), URI.create(url + query));
    }

    static Optional<OutsideAddress> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    void bind() {
        CURRENT.set(this);
    }

    static void unbind() {
        CURRENT.remove();
    }
}
