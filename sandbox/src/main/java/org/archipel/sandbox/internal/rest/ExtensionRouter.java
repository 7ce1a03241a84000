package org.archipel.sandbox.internal.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.ProblemException;
import org.archipel.rest.RequestContext;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.security.Authentication;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Leads requests below {@value #PREFIX} to the island that serves the caller's organization. It runs behind the platform's front
 * door, which gave the request its id, and lets nobody from outside to the inner addresses.
 */
@Component(service = Preprocessor.class)
public final class ExtensionRouter implements Preprocessor {
    static final String PREFIX = "/api/x/";

    private static final String NOT_AT_WORK =
            "There is no such extension at work: it is not installed here, disabled or suspended.";
    private static final int UNAVAILABLE = 503;
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final ExtensionRoutes routes;
    private final ApplicationProbe probe;
    private final GuardedCalls calls;
    private final Authentication authentication;
    private final ProblemDocuments documents;
    private final IslandRequests requests;

    @Activate
    public ExtensionRouter(
            @Reference ExtensionRoutes routes,
            @Reference ApplicationProbe probe,
            @Reference GuardedCalls calls,
            @Reference Authentication authentication,
            @Reference ProblemDocuments documents,
            @Reference IslandRequests requests) {
        this.routes = routes;
        this.probe = probe;
        this.calls = calls;
        this.authentication = authentication;
        this.documents = documents;
        this.requests = requests;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        String path = path(request);
        if (!path.startsWith(PREFIX)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            route(request, response, path, chain);
        } catch (PlatformException e) {
            refuse(request, response, e);
        }
    }

    private static String path(HttpServletRequest request) {
        String servletPath = request.getServletPath() == null ? "" : request.getServletPath();
        return request.getPathInfo() == null ? servletPath : servletPath + request.getPathInfo();
    }

    private void route(HttpServletRequest request, HttpServletResponse response, String path, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> probed = probe.probed(request.getHeader(ApplicationProbe.HEADER));
        if (probed.isPresent()) {
            answerProbe(request, response, probed.get(), chain);
            return;
        }
        Caller caller = authenticate(request);
        if (!caller.may(ApiPermission.EXTENSIONS_USE)) {
            throw new PlatformException(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "This needs the permission " + ApiPermission.EXTENSIONS_USE.wireName() + ".");
        }
        if (request.getContentLengthLong() > BoundedBody.LONGEST) {
            throw BoundedBody.tooLarge();
        }
        ExtensionPath target = ExtensionPath.parse(PREFIX, path)
                .orElseThrow(() -> new NotFoundException("There is no such extension address."));
        Route route = enter(caller, target);
        try {
            if (!route.island().policy().exposes(target.path())) {
                throw new PermissionDeniedException("The extension may not answer at this address.");
            }
            RoutedRequest routed =
                    new RoutedRequest(request, route.base() + target.path(), PREFIX + target.extensionId());
            requests.run(route, routed, response, chain);
        } finally {
            calls.exit(route.island().location());
        }
    }

    private Caller authenticate(HttpServletRequest request) {
        return authentication.authenticate(new Credentials(
                Optional.ofNullable(request.getHeader("Authorization")),
                Optional.ofNullable(request.getHeader(Authentication.API_KEY_HEADER)),
                Optional.ofNullable(request.getHeader(Authentication.ORGANIZATION_HEADER)),
                RequestContext.current().map(RequestContext::clientAddress).orElse(""),
                RequestContext.currentId()));
    }

    // Between the look-up and the entry the route may have moved on and its island been closed: look again.
    private Route enter(Caller caller, ExtensionPath target) {
        while (true) {
            Route route =
                    routes.find(caller.organizationId(), target.extensionId()).orElseThrow(this::missing);
            if (calls.enter(route.island().location())) {
                return route;
            }
            if (routes.find(caller.organizationId(), target.extensionId()).equals(Optional.of(route))) {
                throw new NotFoundException(NOT_AT_WORK);
            }
        }
    }

    private PlatformException missing() {
        return routes.isComplete()
                ? new NotFoundException(NOT_AT_WORK)
                : new ProblemException(
                        UNAVAILABLE,
                        ErrorCode.SYSTEM_ERROR,
                        "The installed extensions are being started; try again.",
                        List.of(),
                        COME_BACK);
    }

    private static void answerProbe(
            HttpServletRequest request, HttpServletResponse response, String base, FilterChain chain)
            throws IOException, ServletException {
        RoutedRequest routed = new RoutedRequest(request, base + "/" + ProbeResource.PATH, ApplicationProbe.ADDRESS);
        routed.begin();
        routed.outside().bind();
        try {
            chain.doFilter(routed, response);
        } finally {
            routed.end();
            OutsideAddress.unbind();
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, PlatformException failure)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        ProblemDocuments.Answer answer = documents.of(failure, request.getRequestURI());
        response.setStatus(answer.status());
        response.setContentType(answer.mediaType());
        answer.headers().forEach(response::setHeader);
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
