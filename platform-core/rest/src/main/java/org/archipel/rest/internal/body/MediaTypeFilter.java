package org.archipel.rest.internal.body;

import java.util.regex.Pattern;
import javax.ws.rs.NotSupportedException;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.ext.Provider;

/** Refuses a body whose media type is none, or names many; the JAX-RS layer would take it for any. */
@Provider
@PreMatching
public final class MediaTypeFilter implements ContainerRequestFilter {
    private static final Pattern ONE_TYPE = Pattern.compile("\\s*[\\w!#$&^.+-]+/[\\w!#$&^.+-]+\\s*(;.*)?");

    @Override
    public void filter(ContainerRequestContext request) {
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.isBlank() && !ONE_TYPE.matcher(type).matches()) {
            throw new NotSupportedException();
        }
    }
}
