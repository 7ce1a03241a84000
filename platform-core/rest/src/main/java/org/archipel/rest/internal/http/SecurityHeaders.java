package org.archipel.rest.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Headers of every answer: browsers neither guess types, nor frame, nor run or cache anything of the API. */
final class SecurityHeaders {
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    /** The same as they are sent, so that they are encoded once and not with each answer. */
    private static final List<HttpField> FIELDS = ALWAYS.entrySet().stream()
            .<HttpField>map(header -> new PreEncodedHttpField(header.getKey(), header.getValue()))
            .toList();

    private SecurityHeaders() {}

    /** Sets the defaults; what serves pages replaces those that it must. */
    static void set(HttpServletRequest request) {
        HttpFields.Mutable headers = ServletContextRequest.getServletContextRequest(request)
                .getServletContextResponse()
                .getHeaders();
        for (HttpField field : FIELDS) {
            headers.put(field);
        }
    }

    static void each(BiConsumer<String, String> header) {
        ALWAYS.forEach(header);
    }
}
