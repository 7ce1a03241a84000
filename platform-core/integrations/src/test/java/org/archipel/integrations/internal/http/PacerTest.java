package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final Pacer pacer = new Pacer(new RateLimit(2, 50, "LIMIT"), nanos::get);

    @Test
    void aBurstGoesThroughAndTheRestAtTheRateOfTheBucket() {
        for (int i = 0; i < 40; i++) {
            assertThat(pacer.reserve()).isNotPositive();
        }
        assertThat(pacer.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(pacer.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1000));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(pacer.reserve()).isNotPositive();
    }

    @Test
    void aRequestThatWouldWaitTooLongIsGivenBackToTheQueue() {
        for (int i = 0; i < 100; i++) {
            pacer.reserve();
        }
        assertThatThrownBy(pacer::reserve).isInstanceOfSatisfying(RemoteException.class, failure -> {
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.retryAfter()).isPresent();
        });
        // It took no place.
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(pacer.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(29_500));
    }

    @Test
    void onlyTheRefusalItselfIsTakenForOne() {
        assertThat(pacer.understood(answer(503, "{\"error\":\"LIMIT\"}")).status())
                .isEqualTo(429);
        assertThat(pacer.understood(answer(503, "down")).status()).isEqualTo(503);
        assertThat(pacer.understood(answer(200, "LIMIT")).status()).isEqualTo(200);
    }

    /** RD Station tells the wait by a header of its own; a page of 125 contacts is 126 requests, of which a plan takes 120 a minute. */
    @Test
    void theWaitIsReadFromTheRemoteSystemsOwnHeader() {
        Pacer own = new Pacer(new RateLimit(2, 50, "", List.of("retry-after-quotas")), nanos::get);
        HttpResponse refused = new HttpResponse(429, Map.of("Retry-After-Quotas", List.of("40")), new byte[0]);
        assertThat(own.understood(refused).header("Retry-After")).contains("40");
        assertThat(pacer.understood(refused).header("Retry-After")).isEmpty();
        HttpResponse both = new HttpResponse(
                429, Map.of("retry-after", List.of("3"), "retry-after-quotas", List.of("40")), new byte[0]);
        assertThat(own.understood(both).header("Retry-After")).contains("3");
    }

    private static HttpResponse answer(int status, String body) {
        return new HttpResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
