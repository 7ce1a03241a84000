package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
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

    private static HttpResponse answer(int status, String body) {
        return new HttpResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
