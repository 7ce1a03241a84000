package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final Allowance allowance = new Allowance(60, 0);

    @Test
    void whatIsSpentComesBackWithTime() {
        allowance.spend(60, 0);
        assertThat(allowance.untilFilled(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(allowance.untilFilled(2 * SECOND)).isZero();
    }

    @Test
    void anOverdraftIsPaidBackFirst() {
        allowance.spend(90, 0);

        assertThat(allowance.untilFilled(SECOND)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void noMoreThanAMinutesWorthIsSaved() {
        assertThat(allowance.take(61, 600 * SECOND)).isFalse();
        assertThat(allowance.take(60, 600 * SECOND)).isTrue();
        assertThat(allowance.take(1, 600 * SECOND)).isFalse();
    }

    @Test
    void zeroIsNoLimit() {
        Allowance unlimited = new Allowance(0, 0);
        unlimited.spend(1_000, 0);

        assertThat(unlimited.take(1_000, 0)).isTrue();
        assertThat(unlimited.untilFilled(0)).isZero();
    }
}
