package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.archipel.gateway.internal.http.ConnectionHeaders;
import org.archipel.gateway.internal.http.Header;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

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

    private static final Set<String> COOKIES = Set.of("set-cookie", "set-cookie2");

    private AnswerHeaders() {}

    /** Hands an upstream's headers on, as {@link #set} does; none of them is made anew. */
    static void handOn(HttpFields.Mutable response, HttpFields fields, boolean ownCors) {
        String named = ConnectionHeaders.named(fields.getValues("Connection"));
        for (HttpField field : fields) {
            String lower = field.getLowerCaseName();
            if (lower.equals("content-length")
                    || ConnectionHeaders.names().contains(lower)
                    || ConnectionHeaders.isAmong(lower, named)
                    || COOKIES.contains(lower)
                    || !isForeignInLowerCase(lower, ownCors)) {
                continue;
            }
            if (fields.getField(lower) == field) {
                response.put(field);
            } else {
                response.add(field);
            }
        }
    }

    /**
     * Replaces the platform's standard headers; several of one name stay several. Cookies are left out: they would be of the platform's
     * origin, and go to its console and to every other API.
     */
    static void set(HttpServletResponse response, List<Header> headers) {
        Set<String> seen = new HashSet<>();
        for (Header header : headers) {
            if (COOKIES.contains(header.name().toLowerCase(Locale.ROOT))) {
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
        return isForeignInLowerCase(name.toLowerCase(Locale.ROOT), ownCors);
    }

    private static boolean isForeignInLowerCase(String lower, boolean ownCors) {
        return !OWN.contains(lower) && !(ownCors && lower.startsWith("access-control-"));
    }
}
