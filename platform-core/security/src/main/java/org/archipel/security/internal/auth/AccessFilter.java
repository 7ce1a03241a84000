package org.archipel.security.internal.auth;

import java.lang.reflect.Method;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.AuthenticatedRoute;
import org.archipel.rest.PlatformProvider;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.RequiresPermission;
import org.archipel.security.Authentication;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request pass to its resource method if the method is public, or if the caller is known and may do what the method requires.
 * A method that says neither is closed to everybody.
 */
@Component
@PlatformProvider
@Priority(Priorities.AUTHENTICATION)
public final class AccessFilter implements ContainerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);

    private final Authentication authentication;
    private final RefusalLog refusals;

    @Context
    private ResourceInfo resource;

    @Activate
    public AccessFilter(@Reference Authentication authentication, @Reference RefusalLog refusals) {
        this.authentication = authentication;
        this.refusals = refusals;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        filter(request, resource.getResourceMethod());
    }

    void filter(ContainerRequestContext request, Method method) {
        Credentials credentials = Credentials.of(request::getHeaderString);
        if (method != null && method.isAnnotationPresent(PublicRoute.class)) {
            welcome(credentials, request);
            return;
        }
        Caller caller = authentication.authenticate(credentials);
        bind(caller, request);
        if (method == null || !method.isAnnotationPresent(AuthenticatedRoute.class)) {
            authorize(caller, method, request);
        }
    }

    /** A public method may tell known callers more; a credential that is not good is there the same as none. */
    private void welcome(Credentials credentials, ContainerRequestContext request) {
        if (credentials.authorization().isPresent() || credentials.apiKey().isPresent()) {
            try {
                bind(authentication.authenticate(credentials), request);
            } catch (PlatformException e) {
                LOG.debug("A public method is called with a credential that is not good: {}", e.getMessage());
            }
        }
    }

    private static void bind(Caller caller, ContainerRequestContext request) {
        request.setSecurityContext(
                new CallerContext(caller, request.getSecurityContext().isSecure()));
    }

    private void authorize(Caller caller, Method method, ContainerRequestContext request) {
        List<ApiPermission> enough = Stream.ofNullable(method)
                .map(found -> found.getAnnotation(RequiresPermission.class))
                .filter(Objects::nonNull)
                .flatMap(annotation -> Stream.concat(Stream.of(annotation.value()), Stream.of(annotation.or())))
                .toList();
        if (enough.stream().noneMatch(caller::may)) {
            String missing = enough.isEmpty()
                    ? "a permission that nobody has"
                    : enough.stream().map(ApiPermission::wireName).collect(Collectors.joining(" or "));
            refusals.note(
                    caller,
                    "authorization.refuse",
                    request.getMethod() + " " + request.getUriInfo().getPath(),
                    "lacks " + missing);
            throw new PlatformException(ErrorCode.AUTHORIZATION_ERROR, "This needs the permission " + missing + ".");
        }
    }

    /** The caller as JAX-RS knows it. */
    private record CallerContext(Caller caller, boolean secure) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return caller.permissions().stream()
                    .anyMatch(permission -> permission.wireName().equals(role));
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
