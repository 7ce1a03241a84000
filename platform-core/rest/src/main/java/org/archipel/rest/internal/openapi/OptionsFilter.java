package org.archipel.rest.internal.openapi;

import javax.ws.rs.HttpMethod;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.Provider;
import org.archipel.rest.PlatformApi;

/** Answers OPTIONS with the methods of the path. */
@Provider
@PreMatching
public final class OptionsFilter implements ContainerRequestFilter {
    private final RouteTable routes;

    public OptionsFilter(RouteTable routes) {
        this.routes = routes;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            String path = PlatformApi.BASE + "/" + request.getUriInfo().getPath();
            String methods = routes.methods(path.replaceAll("/{2,}", "/"));
            if (methods.isEmpty()) {
                throw new NotFoundException();
            }
            request.abortWith(
                    Response.noContent().header(HttpHeaders.ALLOW, methods).build());
        }
    }
}
