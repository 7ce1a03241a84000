package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.gateway.internal.model.CorsSettings;

/** Tells browsers which pages may call (Fetch standard, CORS protocol). Immutable. */
final class Cors {
    private static final String ANY = "*";

    private final Set<String> origins;
    private final String headers;
    private final String exposed;
    private final boolean credentials;
    private final String maxAge;

    Cors(CorsSettings settings) {
        this.origins = settings.origins().stream().map(Cors::asBrowsersSay).collect(Collectors.toUnmodifiableSet());
        this.headers = String.join(", ", settings.headers());
        this.exposed = String.join(", ", settings.exposedHeaders());
        this.credentials = settings.credentials();
        this.maxAge = Integer.toString(settings.maxAgeSeconds());
    }

    /** An origin in the form of the header: in lower case, without the port that its scheme has anyhow. */
    private static String asBrowsersSay(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.startsWith("https:") ? lower.replaceFirst(":443$", "") : lower.replaceFirst(":80$", "");
    }

    /** Headers of an answer to a page of another origin. */
    void answer(Exchange exchange) {
        HttpServletResponse response = exchange.response();
        boolean any = origins.contains(ANY);
        if (!any) {
            response.addHeader("Vary", "Origin");
        }
        String origin = exchange.header("Origin");
        if (origin == null || !any && !origins.contains(origin)) {
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", any ? ANY : origin);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        if (credentials) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        if (!exposed.isEmpty()) {
            response.setHeader("Access-Control-Expose-Headers", exposed);
        }
    }

    /** Headers of the answer to a preflight. */
    void preflight(Exchange exchange, String methods) {
        answer(exchange);
        HttpServletResponse response = exchange.response();
        if (response.getHeader("Access-Control-Allow-Origin") != null) {
            response.setHeader("Access-Control-Allow-Methods", methods);
            response.setHeader("Access-Control-Allow-Headers", headers);
            response.setHeader("Access-Control-Max-Age", maxAge);
        }
    }
}
