package org.archipel.security.internal.auth;

import javax.ws.rs.ClientErrorException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Providers;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.PlatformProvider;
import org.archipel.rest.RouteDirectory;
import org.archipel.security.Authentication;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Has unknown callers told first that they are unknown. The JAX-RS layer refuses a media type before any filter that knows the route
 * sees the request, so that {@link AccessFilter} could not.
 */
@Component
@PlatformProvider
public final class UnmatchedRequests implements ExceptionMapper<ClientErrorException> {
    private static final int NOT_ACCEPTABLE = 406;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final Authentication authentication;
    private final RouteDirectory routes;

    @Context
    private HttpHeaders headers;

    @Context
    private UriInfo uriInfo;

    @Context
    private Request request;

    @Context
    private SecurityContext security;

    @Context
    private Providers providers;

    @Activate
    public UnmatchedRequests(@Reference Authentication authentication, @Reference RouteDirectory routes) {
        this.authentication = authentication;
        this.routes = routes;
    }

    @Override
    public Response toResponse(ClientErrorException refusal) {
        return providers.getExceptionMapper(Throwable.class).toResponse(told(refusal));
    }

    private Throwable told(ClientErrorException refusal) {
        int status = refusal.getResponse().getStatus();
        boolean unmatched = status == NOT_ACCEPTABLE || status == UNSUPPORTED_MEDIA_TYPE;
        boolean known = security.getUserPrincipal() instanceof Caller;
        if (unmatched
                && !known
                && !routes.isPublic(request.getMethod(), uriInfo.getRequestUri().getPath())) {
            try {
                authentication.authenticate(Credentials.of(headers::getHeaderString));
            } catch (PlatformException unknown) {
                return unknown;
            }
        }
        return refusal;
    }
}
