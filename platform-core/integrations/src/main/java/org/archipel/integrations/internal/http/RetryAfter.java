package org.archipel.integrations.internal.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.archipel.api.http.HttpResponse;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3), seconds or a date, and what remains of a rate limit. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** How long to wait, if the response says so; never negative and at most a day. */
    static Optional<Duration> of(HttpResponse response, Clock clock) {
        return response.header("Retry-After").map(String::strip).flatMap(value -> parse(value, response, clock));
    }

    private static Optional<Duration> parse(String value, HttpResponse response, Clock clock) {
        if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.of(bounded(Duration.ofSeconds((long) Math.ceil(Double.parseDouble(value)))));
        }
        // Measured by the clock of the side that wrote it, where it tells its time.
        return date(value).or(() -> isoDate(value)).map(until -> {
            Instant now = response.header("Date").flatMap(RetryAfter::date).orElseGet(clock::instant);
            return bounded(Duration.between(now, until));
        });
    }

    /** An HTTP date; empty if it is none. */
    static Optional<Instant> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The form of RFC 3339, which some write instead. */
    private static Optional<Instant> isoDate(String value) {
        try {
            return Optional.of(OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration duration) {
        if (duration.isNegative()) {
            return Duration.ZERO;
        }
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
