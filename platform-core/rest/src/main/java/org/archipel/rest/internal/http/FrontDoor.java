package org.archipel.rest.internal.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.archipel.rest.RequestContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The first of the platform to see a request: gives it its id, sets the headers of every answer, and minds the gate. */
@Component(service = Preprocessor.class)
@ServiceRanking(Integer.MAX_VALUE)
public final class FrontDoor implements Preprocessor {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int SERVER_ERROR = 500;

    private final PlatformGate gate;
    private final ProblemWriter problems = new ProblemWriter();

    @Activate
    public FrontDoor(@Reference PlatformGate gate) {
        this.gate = gate;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        RequestContext context = new RequestContext(
                RequestIds.choose(request.getHeader(RequestContext.HEADER)),
                request.getRemoteAddr(),
                Instant.now(),
                response::setHeader);
        response.setHeader(RequestContext.HEADER, context.requestId());
        SecurityHeaders.set(request);
        RequestContext.Scope scope = context.bind();
        long start = System.nanoTime();
        MDC.put(RequestContext.MDC_KEY, context.requestId());
        try {
            serve(request, new ProblemResponse(request, response, problems), chain);
        } finally {
            RequestMeters.left(request, response, start);
            MDC.remove(RequestContext.MDC_KEY);
            scope.close();
        }
    }

    private void serve(HttpServletRequest request, ProblemResponse response, FilterChain chain) throws IOException {
        try {
            if (InternalPaths.areAskedFor(request)) {
                response.sendError(NOT_FOUND);
                return;
            }
            if (PlainQuery.isBroken(request)) {
                response.sendError(BAD_REQUEST);
                return;
            }
            if (Encodings.isUnknown(request)) {
                response.sendError(UNSUPPORTED_MEDIA_TYPE);
                return;
            }
            gate.pass(PlainQuery.of(request), response, chain);
        } catch (ServletException | RuntimeException e) {
            LOG.error("Request failed outside of JAX-RS", e);
            response.sendError(SERVER_ERROR);
        }
    }
}
