package org.archipel.security.internal.apikey;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.archipel.rest.RequestContext;

/**
 * What a limit leaves after a request. Callers are told by the headers {@code RateLimit-Policy} and {@code RateLimit} of the IETF
 * draft (draft-ietf-httpapi-ratelimit-headers).
 *
 * @param name of the policy in the headers
 * @param quota requests in a window
 * @param left requests that are left
 * @param full time until all are there again
 */
record RateState(String name, long quota, Duration window, long left, Duration full) {
    /** Has the answer to the present request tell the limits. */
    static void tell(List<RateState> states) {
        if (states.isEmpty()) {
            return;
        }
        RequestContext.current().ifPresent(request -> {
            request.answerHeaders().accept("RateLimit-Policy", joined(states, RateState::policy));
            request.answerHeaders().accept("RateLimit", joined(states, RateState::state));
        });
    }

    private static String joined(List<RateState> states, Function<RateState, String> part) {
        return states.stream().map(part).collect(Collectors.joining(", "));
    }

    private String policy() {
        return '"' + name + "\";q=" + quota + ";w=" + window.toSeconds();
    }

    private String state() {
        return '"' + name + "\";r=" + Math.max(0, left) + ";t=" + full.toSeconds();
    }
}
