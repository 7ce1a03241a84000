package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
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
            "cross-origin-embedder-policy",
            "content-security-policy-report-only",
            "origin-agent-cluster",
            "alt-svc",
            "accept-ch",
            "critical-ch",
            "nel",
            "report-to",
            "reporting-endpoints",
            "expect-ct",
            "public-key-pins",
            "public-key-pins-report-only",
            "service-worker-allowed",
            "x-request-id",
            "content-length",
            "ratelimit",
            "ratelimit-policy",
            "server",
            "date");

    private static final Set<String> COOKIES = Set.of("set-cookie", "set-cookie2");

    /** By these a web server in front of the platform would be told to send a file of its own, or to ask elsewhere. */
    private static final Set<String> FOR_PROXIES =
            Set.of("x-sendfile", "x-lighttpd-send-file", "x-reproxy-url", "x-reproxy-file");

    private static final String FOR_NGINX = "x-accel-";

    /** Only tells nginx not to hold events back. */
    private static final String UNBUFFERED = "x-accel-buffering";

    /** What the platform says with these stays; an upstream's is said besides. */
    private static final Set<String> LISTS = Set.of("vary", "link");

    /** What the endpoint's own version says with these stays. */
    private static final Set<String> OF_VERSION = Set.of("deprecation", "sunset");

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
            if (OF_VERSION.contains(lower) && response.contains(field.getName())) {
                continue;
            }
            if (fields.getField(lower) == field && !LISTS.contains(lower)) {
                response.put(field);
            } else {
                response.add(field);
            }
        }
    }

    /** Takes back what {@link #handOn} has put there; what the platform says itself stays. */
    static void takeBack(HttpFields.Mutable response, HttpFields fields, boolean ownCors) {
        for (Iterator<HttpField> all = response.iterator(); all.hasNext(); ) {
            if (isHandedOn(all.next(), fields, ownCors)) {
                all.remove();
            }
        }
    }

    private static boolean isHandedOn(HttpField field, HttpFields fields, boolean ownCors) {
        String lower = field.getLowerCaseName();
        return LISTS.contains(lower) || OF_VERSION.contains(lower)
                ? fields.stream().anyMatch(told -> told == field)
                : isForeignInLowerCase(lower, ownCors) && fields.contains(lower);
    }

    /**
     * Replaces the platform's standard headers; several of one name stay several. Cookies are left out: they would be of the platform's
     * origin, and go to its console and to every other API.
     */
    static void set(HttpServletResponse response, List<Header> headers) {
        Set<String> seen = new HashSet<>();
        for (Header header : headers) {
            String lower = header.name().toLowerCase(Locale.ROOT);
            if (COOKIES.contains(lower) || OF_VERSION.contains(lower) && response.containsHeader(header.name())) {
                continue;
            }
            if (seen.add(lower) && !LISTS.contains(lower)) {
                response.setHeader(header.name(), header.value());
            } else {
                response.addHeader(header.name(), header.value());
            }
        }
    }

    /**
     * Keeps an answer for whoever proved who they are out of caches that others share: those look for Authorization at most (RFC 9111,
     * section 3.5), not for keys in other headers.
     */
    static void keepPrivate(HttpServletResponse response) {
        String control = response.getHeader("Cache-Control");
        if (control == null || control.contains("no-store")) {
            return;
        }
        List<String> directives = new ArrayList<>(List.of("private"));
        for (String value : response.getHeaders("Cache-Control")) {
            // What names headers is left out: none of it makes an answer good for longer.
            for (String directive : value.replaceAll("\"[^\"]*\"", "").split(",")) {
                String name = directive.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty()
                        && !name.equals("public")
                        && !name.startsWith("private")
                        && !name.endsWith("=")
                        && !name.startsWith("s-maxage")) {
                    directives.add(directive.strip());
                }
            }
        }
        response.setHeader("Cache-Control", String.join(", ", directives));
    }

    /** Whether a header of an upstream's answer is handed on. */
    static boolean isForeign(String name, boolean ownCors) {
        return isForeignInLowerCase(name.toLowerCase(Locale.ROOT), ownCors);
    }

    private static boolean isForeignInLowerCase(String lower, boolean ownCors) {
        return !OWN.contains(lower)
                && !FOR_PROXIES.contains(lower)
                && (!lower.startsWith(FOR_NGINX) || lower.equals(UNBUFFERED))
                && !(ownCors && lower.startsWith("access-control-"));
    }
}
