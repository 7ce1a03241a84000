package org.archipel.rest.internal.http;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Times requests by method, route and status, for Micrometer's registry. The labels are few, whatever clients send. A stream, or
 * another answer that goes on without its thread, counts until it has begun.
 */
public final class RequestMeters {
    private static final String TIMES = "archipel.http.requests";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String EXTENSIONS = "/api/x/";
    private static final String NO_ROUTE = "none";
    private static final ThreadLocal<String> ROUTE = new ThreadLocal<>();

    private static final Map<Labels, Timer> TIMERS = new ConcurrentHashMap<>();

    private RequestMeters() {}

    private record Labels(String method, String route, int status) {
        Timer timer() {
            return Metrics.timer(TIMES, "method", method, "route", route, "status", Integer.toString(status));
        }
    }

    /** The route, as a template, of the request that the present thread serves. */
    public static void route(String template) {
        ROUTE.set(template);
    }

    /** A request, which began on the present thread, was answered on it. */
    static void answered(HttpServletRequest request, int status, long nanos) {
        String route = ROUTE.get();
        ROUTE.remove();
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        TIMERS.computeIfAbsent(new Labels(method, route == null ? beside(request) : route, status), Labels::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    // Answered outside of the platform's application.
    private static String beside(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path != null && path.startsWith(EXTENSIONS) ? EXTENSIONS + "{extension}" : NO_ROUTE;
    }
}
