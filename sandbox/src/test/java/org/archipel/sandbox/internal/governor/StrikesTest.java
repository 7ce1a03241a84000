package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StrikesTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Test
    void asManyAsAllowedWithinTheWindowAreTooMany() {
        Strikes strikes = new Strikes(3, Duration.ofMinutes(5));

        assertThat(strikes.add(0)).isFalse();
        assertThat(strikes.add(MINUTE)).isFalse();
        assertThat(strikes.add(2 * MINUTE)).isTrue();
    }

    @Test
    void oldOnesAreForgotten() {
        Strikes strikes = new Strikes(3, Duration.ofMinutes(5));

        assertThat(strikes.add(0)).isFalse();
        assertThat(strikes.add(3 * MINUTE)).isFalse();
        assertThat(strikes.add(6 * MINUTE)).isFalse();
        assertThat(strikes.add(7 * MINUTE)).isTrue();
    }

    @Test
    void noneIsTooManyWhereNothingIsSuspended() {
        Strikes strikes = new Strikes(0, Duration.ofMinutes(5));

        for (int i = 0; i < 100; i++) {
            assertThat(strikes.add(i)).isFalse();
        }
    }
}
