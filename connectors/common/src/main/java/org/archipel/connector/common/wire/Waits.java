package org.archipel.connector.common.wire;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.http.HttpResponse;

/**
 * Reads how long a provider asks to wait: {@code Retry-After} (RFC 9110, section 10.2.3), and headers and members of its own, in
 * seconds, or as seconds since 1970.
 */
record Waits(List<String> headers, List<JsonPointer> pointers) {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final long SURELY_A_DATE = 1_000_000_000L;

    static Waits of(JsonNode rules) {
        List<String> headers = new ArrayList<>(List.of("Retry-After"));
        rules.path("headers").forEach(name -> headers.add(name.asText()));
        List<JsonPointer> pointers = new ArrayList<>();
        rules.path("at").forEach(pointer -> pointers.add(JsonPointer.compile(pointer.asText())));
        return new Waits(List.copyOf(headers), List.copyOf(pointers));
    }

    Optional<Duration> in(HttpResponse response, Optional<JsonNode> document, Clock clock) {
        for (String name : headers) {
            Optional<Duration> wait = response.header(name).flatMap(value -> parse(value.strip(), clock));
            if (wait.isPresent()) {
                return wait;
            }
        }
        for (JsonPointer pointer : pointers) {
            Optional<Duration> wait = document.map(node -> node.at(pointer))
                    .filter(JsonNode::isValueNode)
                    .flatMap(node -> parse(node.asText(), clock));
            if (wait.isPresent()) {
                return wait;
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> parse(String value, Clock clock) {
        if (value.matches("\\d{1,12}(\\.\\d{1,9})?")) {
            long seconds = (long) Math.ceil(Double.parseDouble(value));
            return Optional.of(bounded(
                    seconds > SURELY_A_DATE
                            ? Duration.between(clock.instant(), Instant.ofEpochSecond(seconds))
                            : Duration.ofSeconds(seconds)));
        }
        try {
            Instant until = value.matches("\\d{4}-.*")
                    ? Instant.parse(value)
                    : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            return Optional.of(bounded(Duration.between(clock.instant(), until)));
        } catch (DateTimeException e) {
            // Neither a date of the RFC nor of ISO 8601: the caller waits as long as it thinks fit.
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
