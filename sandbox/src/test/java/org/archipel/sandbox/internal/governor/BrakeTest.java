package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BrakeTest {
    private final AtomicInteger armed = new AtomicInteger();
    private final List<CallMeter> meters = Stream.generate(() -> new CallMeter(Thread.currentThread()))
            .limit(5)
            .toList();

    private Brake brake(int atOnce) {
        return new Brake(atOnce, armed::incrementAndGet, armed::decrementAndGet);
    }

    private List<Integer> running() {
        return Stream.of(0, 1, 2, 3, 4)
                .filter(each -> !meters.get(each).paused())
                .toList();
    }

    @Test
    void theyTakeTurns() {
        Brake brake = brake(2);

        brake.turn(meters);
        assertThat(running()).containsExactly(2, 3);
        brake.turn(meters);
        assertThat(running()).containsExactly(0, 4);
        brake.turn(meters);
        assertThat(running()).containsExactly(1, 2);
        assertThat(armed).hasValue(1);
    }

    @Test
    void allGoOnWhenTheyAreFewAgain() {
        Brake brake = brake(2);
        brake.turn(meters);

        brake.turn(meters.subList(0, 2));

        assertThat(running()).contains(0, 1);
        assertThat(armed).hasValue(0);
    }

    @Test
    void withoutABoundNobodyWaits() {
        brake(0).turn(meters);

        assertThat(running()).hasSize(5);
        assertThat(armed).hasValue(0);
    }
}
