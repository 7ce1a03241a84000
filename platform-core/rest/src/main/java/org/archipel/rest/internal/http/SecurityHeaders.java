package org.archipel.rest.internal.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.BiConsumer;

/** Headers of every answer: browsers neither guess types, nor frame, nor run or cache anything of the API. */
final class SecurityHeaders {
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private SecurityHeaders() {}

    /** Sets the defaults; what serves pages replaces those that it must. */
    static void set(HttpServletResponse response) {
        ALWAYS.forEach(response::setHeader);
    }

    static void each(BiConsumer<String, String> header) {
        ALWAYS.forEach(header);
    }
}
