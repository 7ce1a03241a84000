package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.archipel.gateway.internal.model.Deprecation;

/** Tells callers that a version ends: {@code Deprecation} (RFC 9745) and {@code Sunset} (RFC 8594). Immutable. */
final class DeprecationHeaders {
    /** RFC 9110, section 5.6.7: a day has two digits. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final String since;
    private final String sunset;
    private final String link;

    /** @param deprecation null for none */
    DeprecationHeaders(Deprecation deprecation) {
        since = deprecation == null ? null : "@" + deprecation.since().getEpochSecond();
        sunset = deprecation == null || deprecation.sunset() == null
                ? null
                : HTTP_DATE.format(deprecation.sunset().atOffset(ZoneOffset.UTC));
        link = deprecation == null || deprecation.link() == null
                ? null
                : "<" + deprecation.link() + ">; rel=\"deprecation\"; type=\"text/html\"";
    }

    void set(HttpServletResponse response) {
        if (since != null) {
            response.setHeader("Deprecation", since);
        }
        if (sunset != null) {
            response.setHeader("Sunset", sunset);
        }
        if (link != null) {
            response.addHeader("Link", link);
        }
    }
}
