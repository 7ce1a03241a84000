package org.archipel.sandbox.internal.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.archipel.rest.RequestContext;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Works requests off on the threads of their islands, within the limits of every call. */
@Component(service = IslandRequests.class)
public final class IslandRequests {
    private final GuardedCalls calls;
    private final GovernorConfig config;

    @Activate
    public IslandRequests(@Reference GuardedCalls calls, @Reference GovernorConfig config) {
        this.calls = calls;
        this.config = config;
    }

    /**
     * Serves a request.
     *
     * @throws org.archipel.api.error.PlatformException if the extension fails before it answers, or does not answer in time
     * @throws IOException if it does not come to the end of its answer in time
     */
    void run(Route route, RoutedRequest request, HttpServletResponse response, FilterChain chain) throws IOException {
        DetachableResponse detachable = new DetachableResponse(response);
        Optional<RequestContext> context = RequestContext.current();
        try {
            calls.call(
                    route.island().location(),
                    request.getMethod() + " " + request.getRequestURI(),
                    config.requestBudget(),
                    route.loader(),
                    () -> {
                        int status = forward(request, detachable, chain, context);
                        calls.requested(route.island().location(), status);
                        return null;
                    });
        } finally {
            // The thread may still be in the extension; request and response are not its own any more.
            boolean atWork = request.end();
            detachable.detach();
            if (atWork) {
                abandon(response);
            }
        }
    }

    /**
     * Ends the connection: a read that began goes on below the request, and what comes next on the connection would be read by it.
     *
     * @throws IOException if a part of the answer was sent: the container breaks the connection off, so no part looks like the whole
     */
    private static void abandon(HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("the answer broke off");
        }
        response.setHeader("Connection", "close");
    }

    // Taken away here already: the thread serves others next, with whatever the extension kept.
    private static int forward(
            RoutedRequest request, DetachableResponse response, FilterChain chain, Optional<RequestContext> context)
            throws IOException, ServletException {
        request.begin();
        RequestContext.Scope scope = context.map(RequestContext::bind).orElse(() -> {});
        request.outside().bind();
        try {
            chain.doFilter(request, response);
            return response.getStatus();
        } finally {
            request.end();
            response.detach();
            OutsideAddress.unbind();
            scope.close();
        }
    }
}
