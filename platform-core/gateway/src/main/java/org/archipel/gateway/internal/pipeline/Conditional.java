package org.archipel.gateway.internal.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.archipel.gateway.internal.http.HttpAnswer;

/** Answers 304 to who has the answer already (RFC 9110, section 13.1.2). */
final class Conditional {
    private static final int NOT_MODIFIED = 304;
    private static final Set<String> KEPT = Set.of("etag", "cache-control", "vary", "age", "cache-status");

    private Conditional() {}

    static HttpAnswer of(Exchange exchange, HttpAnswer answer) {
        String wanted = exchange.header("If-None-Match");
        if (wanted == null) {
            return answer;
        }
        String etag = answer.header("ETag").orElse("");
        boolean same = !etag.isEmpty()
                && List.of(wanted.split(",")).stream()
                        .map(String::strip)
                        .anyMatch(tag ->
                                tag.equals("*") || tag.replaceFirst("^W/", "").equals(etag));
        return same
                ? new HttpAnswer(
                        NOT_MODIFIED,
                        answer.headers().stream()
                                .filter(header -> KEPT.contains(header.name().toLowerCase(Locale.ROOT)))
                                .toList(),
                        new byte[0])
                : answer;
    }
}
