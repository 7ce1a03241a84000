package org.archipel.gateway.internal.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.limit.LimitRule;
import org.archipel.gateway.internal.limit.LimitState;
import org.archipel.gateway.internal.limit.Limits;
import org.archipel.gateway.internal.model.RateLimitSettings.Key;
import org.archipel.security.ClientAddress;
import org.eclipse.jetty.http.HttpFields;

/** Holds callers to a limit, and tells them of it (draft-ietf-httpapi-ratelimit-headers). Thread-safe. */
final class RateLimit {
    private static final int SECOND = 1000;
    private static final Counter REFUSALS = Metrics.counter("archipel.rate.limit.refusals", "limit", "custom-api");

    private final Limits limits;
    private final LimitRule rule;
    private final Key key;
    private final String policy;

    RateLimit(Limits limits, LimitRule rule, Key key) {
        this.limits = limits;
        this.rule = rule;
        this.key = key;
        this.policy = "\"api\";q=" + rule.quota() + ";w=" + rule.quotaSeconds();
    }

    /** Whether counting may wait. */
    boolean mayWait() {
        return limits.mayWait();
    }

    /** @throws PlatformException {@code RATE_LIMIT_ERROR} */
    void take(Exchange exchange) {
        LimitState state = limits.take(rule, subject(exchange));
        HttpFields.Mutable headers = exchange.toCaller().headers();
        add(headers, "RateLimit-Policy", policy);
        add(
                headers,
                "RateLimit",
                "\"api\";r=" + state.remaining() + ";t=" + (state.resetMillis() + SECOND - 1) / SECOND);
        if (!state.allowed()) {
            REFUSALS.increment();
            throw new PlatformException(
                    ErrorCode.RATE_LIMIT_ERROR,
                    "The limit of this API is used up.",
                    List.of(),
                    Duration.ofMillis(state.retryAfterMillis()),
                    null);
        }
    }

    private String subject(Exchange exchange) {
        return switch (key) {
            case CALLER -> exchange.caller().id();
            case IP -> ClientAddress.clientOf(exchange.ip());
            case ENDPOINT, ORGANIZATION -> "";
        };
    }

    // The key may have limits of its own, which are told already.
    private static void add(HttpFields.Mutable headers, String name, String value) {
        String before = headers.get(name);
        headers.put(name, before == null ? value : before + ", " + value);
    }
}
