package org.archipel.rest.internal.body;

import javax.annotation.Priority;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.HttpHeaders;

/** Refuses a body that is announced too long, and stops reading one that turns out to be. */
@Priority(BodyLimitFilter.PRIORITY)
final class BodyLimitFilter implements ContainerRequestFilter {
    /** Before authentication: it costs nothing. */
    static final int PRIORITY = 500;

    private final long limit;

    BodyLimitFilter(long limit) {
        this.limit = limit;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced.strip()) > limit) {
            throw LimitedBody.tooLarge(limit);
        }
        request.setEntityStream(new LimitedBody(request.getEntityStream(), limit));
    }
}
