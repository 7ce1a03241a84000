package org.archipel.messaging.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void boundDoublesWithEachAttemptUpToTheLongest() {
        Backoff backoff = new Backoff(() -> 0.999999);

        assertThat(backoff.after(1, Optional.empty())).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(10));
        assertThat(backoff.after(2, Optional.empty())).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(10));
        assertThat(backoff.after(5, Optional.empty())).isCloseTo(Duration.ofSeconds(16), Duration.ofMillis(10));
        assertThat(backoff.after(1_000, Optional.empty())).isCloseTo(Duration.ofMinutes(10), Duration.ofSeconds(1));
    }

    @Test
    void jitterIsFull() {
        assertThat(new Backoff(() -> 0).after(5, Optional.empty())).isZero();
        assertThat(new Backoff(() -> 0.5).after(5, Optional.empty())).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void demandOfTheRemoteSideIsALowerBound() {
        assertThat(new Backoff(() -> 0).after(1, Optional.of(Duration.ofSeconds(30))))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(new Backoff(() -> 0.9).after(1, Optional.of(Duration.ofSeconds(30))))
                .isGreaterThan(Duration.ofSeconds(30));
    }
}
