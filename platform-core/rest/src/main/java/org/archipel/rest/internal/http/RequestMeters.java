package org.archipel.rest.internal.http;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Times requests by method, route and status, for Micrometer's registry. The labels are few, whatever clients send. An answer that
 * comes from another thread counts when it is complete; a stream of events, which ends when its reader goes, until it has begun.
 */
public final class RequestMeters {
    private static final String TIMES = "archipel.http.requests";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String EXTENSIONS = "/api/x/";
    private static final String CUSTOM = "/api/custom/";
    private static final String NO_ROUTE = "none";
    private static final String EVENTS = "text/event-stream";
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

    /**
     * The present thread is done with a request: it is counted now, or when another has completed its answer.
     *
     * @param begin when it came, by {@link System#nanoTime()}
     */
    static void left(HttpServletRequest request, HttpServletResponse response, long begin) {
        String named = ROUTE.get();
        ROUTE.remove();
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            // Who waits for its end was told so when it came first.
            return;
        }
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
        String route = named == null ? beside(request) : named;
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new Completion(method, route, response, begin));
        } else {
            record(method, route, response.getStatus(), System.nanoTime() - begin);
        }
    }

    private static void record(String method, String route, int status, long nanos) {
        TIMERS.computeIfAbsent(new Labels(method, route, status), Labels::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    // Answered outside of the platform's application.
    private static String beside(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path == null) {
            return NO_ROUTE;
        }
        if (path.startsWith(CUSTOM)) {
            return CUSTOM + "{organization}";
        }
        return path.startsWith(EXTENSIONS) ? EXTENSIONS + "{extension}" : NO_ROUTE;
    }

    /** Counts an answer that other threads complete. */
    private static final class Completion implements AsyncListener {
        private final String method;
        private final String route;
        private final HttpServletResponse response;
        private final long begin;
        private final long left = System.nanoTime();

        private Completion(String method, String route, HttpServletResponse response, long begin) {
            this.method = method;
            this.route = route;
            this.response = response;
            this.begin = begin;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            String type = response.getHeader("Content-Type");
            boolean endless = type != null && type.startsWith(EVENTS);
            record(method, route, response.getStatus(), (endless ? left : System.nanoTime()) - begin);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Its completion follows.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Its completion follows.
        }

        /** The container forgets who listens when a request that was taken up again is let go once more. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
