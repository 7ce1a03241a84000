package org.archipel.sandbox.internal.rest;

import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.ext.Provider;
import org.archipel.guard.MediaTypes;

/**
 * Looks at the content type that an extension answers with before the server reads it: it does so by an expression that may take for
 * ever, and that no checkpoint ends. One that is too long is an error of the extension's.
 */
@Provider
final class ContentTypeFilter implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Object type = response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        if (type == null || type.getClass() == MediaType.class) {
            return;
        }
        // What it is from now on, whatever the object says the next time.
        String text = type.toString();
        try {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaTypes.checked(text));
        } catch (SecurityException e) {
            response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            throw e;
        }
    }
}
