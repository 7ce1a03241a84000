package org.archipel.sandbox.internal.rest;

import javax.ws.rs.NotFoundException;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.ext.Provider;

/**
 * Lets in only what the router sent, whatever other ways to the application there may be, and gives resources the address that the
 * client knows.
 */
@Provider
@PreMatching
final class EntryFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        OutsideAddress address = OutsideAddress.current().orElseThrow(NotFoundException::new);
        request.setRequestUri(address.base(), address.request());
    }
}
