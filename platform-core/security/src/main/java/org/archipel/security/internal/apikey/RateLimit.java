package org.archipel.security.internal.apikey;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.archipel.security.internal.Checks;

/**
 * How often a key may be used; an absent part does not limit.
 *
 * @param burstLimit requests at once, before the rate per second counts
 */
public record RateLimit(
        Long requestsPerSecond, Long requestsPerMinute, Long requestsPerHour, Long requestsPerDay, Long burstLimit) {
    private static final long MOST = 1_000_000_000L;

    void check(Checks checks, String pointer) {
        part(checks, pointer + "/requestsPerSecond", requestsPerSecond);
        part(checks, pointer + "/requestsPerMinute", requestsPerMinute);
        part(checks, pointer + "/requestsPerHour", requestsPerHour);
        part(checks, pointer + "/requestsPerDay", requestsPerDay);
        part(checks, pointer + "/burstLimit", burstLimit);
        checks.check(
                burstLimit == null || requestsPerSecond != null,
                pointer + "/burstLimit",
                "is only good together with requestsPerSecond");
    }

    /** Whether nothing is limited. */
    boolean isEmpty() {
        return Stream.of(requestsPerSecond, requestsPerMinute, requestsPerHour, requestsPerDay)
                .allMatch(Objects::isNull);
    }

    /** Requests at once under the rate per second. */
    OptionalLong burst() {
        return requestsPerSecond == null
                ? OptionalLong.empty()
                : OptionalLong.of(burstLimit == null ? requestsPerSecond : Math.max(burstLimit, requestsPerSecond));
    }

    private static void part(Checks checks, String pointer, Long value) {
        checks.check(value == null || value >= 1 && value <= MOST, pointer, "must be from 1 to " + MOST);
    }
}
