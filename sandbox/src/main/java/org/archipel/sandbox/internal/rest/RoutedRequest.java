package org.archipel.sandbox.internal.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request that is dispatched to another path than the client asked for. */
final class RoutedRequest extends HttpServletRequestWrapper {
    private final String internalPath;
    private final OutsideAddress outside;

    /** @param base path of the extension's outside address, without a slash at the end */
    RoutedRequest(HttpServletRequest request, String internalPath, String base) {
        super(request);
        this.internalPath = internalPath;
        this.outside = OutsideAddress.of(request, base);
    }

    OutsideAddress outside() {
        return outside;
    }

    @Override
    public String getServletPath() {
        return "";
    }

    @Override
    public String getPathInfo() {
        return internalPath;
    }
}
