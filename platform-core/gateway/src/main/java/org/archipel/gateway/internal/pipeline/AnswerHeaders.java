package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.archipel.gateway.internal.http.Header;

/** Puts headers into an answer. */
final class AnswerHeaders {
    /**
     * Of these the platform's own stand: they guard browsers, are of all that is served from the platform's origin, or the endpoint's
     * settings make them.
     */
    private static final Set<String> OWN = Set.of(
            "x-content-type-options",
            "x-frame-options",
            "content-security-policy",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "strict-transport-security",
            "clear-site-data",
            "service-worker-allowed",
            "x-request-id",
            "content-length",
            "ratelimit",
            "ratelimit-policy",
            "server",
            "date");

    private AnswerHeaders() {}

    /**
     * Replaces the platform's standard headers; several of one name stay several. Cookies are left out: they would be of the platform's
     * origin, and go to its console and to every other API.
     */
    static void set(HttpServletResponse response, List<Header> headers) {
        Set<String> seen = new HashSet<>();
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("set-cookie") || header.name().equalsIgnoreCase("set-cookie2")) {
                continue;
            }
            if (seen.add(header.name().toLowerCase(Locale.ROOT))) {
                response.setHeader(header.name(), header.value());
            } else {
                response.addHeader(header.name(), header.value());
            }
        }
    }

    /** Whether a header of an upstream's answer is handed on. */
    static boolean isForeign(String name, boolean ownCors) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !OWN.contains(lower) && !(ownCors && lower.startsWith("access-control-"));
    }
}
