package org.archipel.sandbox.internal.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** The request as the island's application gets it: dispatched to the inside, still telling the outside address. */
final class RoutedRequest extends HttpServletRequestWrapper {
    // By this attribute CXF is told the address that it gives to UriInfo and relative locations.
    private static final String ENDPOINT_ADDRESS = "org.apache.cxf.transport.endpoint.address";

    private final String internalPath;

    RoutedRequest(HttpServletRequest request, String internalPath, String externalBase) {
        super(request);
        this.internalPath = internalPath;
        StringBuffer address = request.getRequestURL();
        String origin =
                address.substring(0, address.length() - request.getRequestURI().length());
        request.setAttribute(ENDPOINT_ADDRESS, origin + externalBase);
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
