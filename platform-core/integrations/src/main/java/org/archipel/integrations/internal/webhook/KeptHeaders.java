package org.archipel.integrations.internal.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers of a webhook are kept: those that say what it is, not those that prove who sent it. */
final class KeptHeaders {
    private static final Set<String> LEFT_OUT =
            Set.of("authorization", "cookie", "proxy-authorization", "host", "connection", "content-length");
    private static final int MOST = 50;
    private static final int LONGEST = 1000;

    private KeptHeaders() {}

    /** @param proof the header that the integration's own scheme looks at */
    static Map<String, List<String>> of(Map<String, List<String>> headers, String proof) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean secret = LEFT_OUT.contains(lower)
                    || lower.equalsIgnoreCase(proof)
                    || lower.contains("signature")
                    || lower.contains("token");
            if (!secret && kept.size() < MOST) {
                kept.put(
                        lower,
                        values.stream()
                                .map(value -> value.substring(0, Math.min(LONGEST, value.length())))
                                .toList());
            }
        });
        return kept;
    }
}
