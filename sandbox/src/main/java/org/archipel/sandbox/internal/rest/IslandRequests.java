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

    /** @throws org.archipel.api.error.PlatformException if the extension fails before it answers, or does not answer in time */
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
                        forward(request, detachable, chain, context);
                        calls.requested(route.island().location(), detachable.getStatus());
                        return null;
                    });
        } finally {
            // The thread may still be in the extension; the response is not its own any more.
            detachable.detach();
        }
    }

    private static void forward(
            RoutedRequest request, DetachableResponse response, FilterChain chain, Optional<RequestContext> context)
            throws IOException, ServletException {
        RequestContext.Scope scope = context.map(RequestContext::bind).orElse(() -> {});
        request.outside().bind();
        try {
            chain.doFilter(request, response);
        } finally {
            OutsideAddress.unbind();
            scope.close();
        }
    }
}
