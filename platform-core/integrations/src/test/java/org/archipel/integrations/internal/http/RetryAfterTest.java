package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.archipel.api.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|7",
                "1.2|2",
                "999999999|86400",
                "Mon, 04 May 2026 10:00:30 GMT|30",
                "2026-05-04T10:00:30Z|30",
                "2026-05-04T07:00:30-03:00|30",
                "2026-05-04T09:00:00Z|0"
            })
    void theWaitIsReadInEveryForm(String header, long seconds) {
        HttpResponse response = new HttpResponse(429, Map.of("Retry-After", List.of(header)), new byte[0]);
        assertThat(RetryAfter.of(response, CLOCK)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"soon", "-5", "9999999999999999999999", "2026-05-04"})
    void whatIsNoWaitIsNone(String header) {
        HttpResponse response = new HttpResponse(429, Map.of("Retry-After", List.of(header)), new byte[0]);
        assertThat(RetryAfter.of(response, CLOCK)).isEmpty();
    }
}
