package org.archipel.gateway.internal.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.live.CacheInvalidation;
import org.archipel.gateway.internal.live.LiveApis;
import org.archipel.gateway.internal.live.Methods;
import org.archipel.gateway.internal.live.OrganizationApis;
import org.archipel.gateway.internal.pipeline.Endpoint;
import org.archipel.gateway.internal.pipeline.Exchange;
import org.archipel.gateway.internal.pipeline.Workers;
import org.archipel.gateway.internal.route.RequestPath;
import org.archipel.gateway.internal.route.RequestPath.BadPathException;
import org.archipel.gateway.internal.route.RouteTree.Match;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.ProblemException;
import org.archipel.security.Feature;
import org.archipel.security.FeatureFlags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The data plane: finds the endpoint of a request and has it answer. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=" + GatewayContext.NAME + ")",
            "osgi.http.whiteboard.servlet.pattern=/*",
            "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
        })
public class GatewayServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    static final String PREFIX = "/api/custom/";
    private static final String NAKED_PREFIX = "/api/custom";
    private static final Pattern PATH_VERSION = Pattern.compile("v([0-9]{1,4})");
    private static final Pattern HEADER_VERSION = Pattern.compile("v?([0-9]{1,4})(\\.[0-9]{1,6}){0,2}");
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int GONE = 410;

    private final transient LiveApis live;
    private final transient ProblemDocuments problems;
    private final transient FeatureFlags features;
    private final transient CacheInvalidation invalidation;
    private final transient Workers workers;

    @Activate
    public GatewayServlet(
            @Reference LiveApis live,
            @Reference ProblemDocuments problems,
            @Reference FeatureFlags features,
            @Reference CacheInvalidation invalidation,
            @Reference Workers workers) {
        this.workers = workers;
        this.live = live;
        this.invalidation = invalidation;
        this.problems = problems;
        this.features = features;
    }

    /** What answers at a path, and the version that the path names; 0 for none. */
    private record Place(Match<Methods> match, int version) {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = new Exchange(request, response, problems, invalidation::written);
        try {
            String path = request.getRequestURI();
            if (!path.startsWith(PREFIX)) {
                // The server read another spelling of it as the prefix: without the slash, encoded, or by dots.
                throw path.equals(NAKED_PREFIX)
                        ? nothing()
                        : new ProblemException(
                                BAD_REQUEST, ErrorCode.VALIDATION_ERROR, "The path is spelled in an unusual way.");
            }
            List<String> segments = RequestPath.segments(path, PREFIX.length());
            if (live.knows(segments.get(0))) {
                serve(request, response, exchange, segments);
            } else {
                // This may be a thread that has to go on with other connections.
                exchange.goAsync();
                workers.execute(() -> exchange.step(() -> serve(request, response, exchange, segments)));
            }
        } catch (BadPathException e) {
            exchange.fail(new ProblemException(BAD_REQUEST, ErrorCode.VALIDATION_ERROR, e.getMessage()));
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    private void serve(
            HttpServletRequest request, HttpServletResponse response, Exchange exchange, List<String> segments) {
        features.require(Feature.ENABLE_CUSTOM_APIS);
        boolean asks = request.getMethod().equals("OPTIONS");
        String method = asks ? request.getHeader("Access-Control-Request-Method") : request.getMethod();
        Place place = place(request, segments, "HEAD".equals(method) ? "GET" : method);
        if (asks) {
            options(request, response, exchange, place);
        } else {
            exchange.serve(endpoint(request, response, place), place.match().parameters());
        }
    }

    /** @param method null for any */
    private Place place(HttpServletRequest request, List<String> segments, String method) {
        OrganizationApis apis = live.find(segments.get(0)).orElseThrow(GatewayServlet::nothing);
        List<String> path = segments.subList(1, segments.size());
        if (path.isEmpty()) {
            throw nothing();
        }
        if (path.size() > 1
                && path.get(0).startsWith("v")
                && PATH_VERSION.matcher(path.get(0)).matches()) {
            int version = Integer.parseInt(path.get(0).substring(1));
            Optional<Match<Methods>> match = match(apis, path.subList(1, path.size()), method, version);
            if (match.isPresent()) {
                return new Place(match.get(), version);
            }
        }
        int version = wantedVersion(request).orElse(0);
        return new Place(match(apis, path, method, version).orElseThrow(GatewayServlet::nothing), 0);
    }

    /** What has the method in the version; without such a one, what is at the path, to tell what it has. */
    private static Optional<Match<Methods>> match(
            OrganizationApis apis, List<String> path, String method, int version) {
        Optional<Match<Methods>> wanted = method == null
                ? Optional.empty()
                : apis.find(
                        path,
                        methods -> version == 0
                                ? methods.has(method)
                                : methods.version(method, version).isPresent());
        return wanted.isPresent() ? wanted : apis.find(path);
    }

    private static OptionalInt wantedVersion(HttpServletRequest request) {
        String wanted = request.getHeader("Accept-Version");
        if (wanted == null) {
            return OptionalInt.empty();
        }
        Matcher version = HEADER_VERSION.matcher(wanted.strip());
        if (!version.matches()) {
            throw new ProblemException(
                    BAD_REQUEST, ErrorCode.VALIDATION_ERROR, "Accept-Version is a number, such as 2.");
        }
        return OptionalInt.of(Integer.parseInt(version.group(1)));
    }

    private static NotFoundException nothing() {
        return new NotFoundException("There is nothing at this address.");
    }

    private static Endpoint endpoint(HttpServletRequest request, HttpServletResponse response, Place place) {
        Methods methods = place.match().value();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        if (!methods.has(method)) {
            response.setHeader("Allow", methods.allowed());
            throw new ProblemException(
                    METHOD_NOT_ALLOWED,
                    ErrorCode.VALIDATION_ERROR,
                    "The API does not have this method; see the Allow header.");
        }
        Endpoint endpoint = version(request, response, place, method);
        if (endpoint.hasEnded()) {
            throw new ProblemException(GONE, ErrorCode.NOT_FOUND, "This version of the API has ended.");
        }
        return endpoint;
    }

    private static Endpoint version(
            HttpServletRequest request, HttpServletResponse response, Place place, String method) {
        Methods methods = place.match().value();
        if (place.version() > 0) {
            return methods.version(method, place.version()).orElseThrow(() -> noVersion(place.version()));
        }
        OptionalInt wanted = wantedVersion(request);
        if (wanted.isPresent()) {
            response.addHeader("Vary", "Accept-Version");
            return methods.version(method, wanted.getAsInt()).orElseThrow(() -> noVersion(wanted.getAsInt()));
        }
        if (methods.hasVersions(method)) {
            response.addHeader("Vary", "Accept-Version");
        }
        return methods.standard(method).orElseThrow(GatewayServlet::nothing);
    }

    private static PlatformException noVersion(int version) {
        return new NotFoundException("The API has no version " + version + ".");
    }

    private static void options(
            HttpServletRequest request, HttpServletResponse response, Exchange exchange, Place place) {
        Methods methods = place.match().value();
        response.setHeader("Allow", methods.allowed());
        String wanted = request.getHeader("Access-Control-Request-Method");
        if (wanted != null && methods.has(wanted)) {
            Endpoint endpoint = place.version() > 0
                    ? methods.version(wanted, place.version()).orElseThrow(() -> noVersion(place.version()))
                    : methods.standard(wanted).orElseThrow();
            endpoint.preflight(exchange, methods.allowed());
        }
        response.setStatus(NO_CONTENT);
        exchange.complete();
    }
}
