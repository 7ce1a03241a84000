package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllocationMeterTest {
    private static final long ADDRESS = 0xF240_0000L;

    private long shown;
    private boolean waiting;
    private final AllocationMeter meter = new AllocationMeter(() -> shown, () -> waiting);

    @BeforeEach
    void begin() {
        meter.begin(100);
        shown = 100;
    }

    @Test
    void whatIsShownIsBelievedWhenTheThreadHasGoneOn() {
        shown = 500;
        assertThat(meter.read(1)).isEqualTo(100);
        shown = 900;
        assertThat(meter.read(2)).isEqualTo(500);
        assertThat(meter.read(3)).isEqualTo(900);
    }

    @Test
    void aCountThatIsTooHighForAMomentIsNotBelieved() {
        shown = 500;
        meter.read(1);
        shown = ADDRESS;
        assertThat(meter.read(2)).isEqualTo(500);
        shown = 700;
        assertThat(meter.read(3)).isEqualTo(700);
    }

    @Test
    void howeverLongTheMomentIs() {
        shown = ADDRESS;
        for (int i = 0; i < 100; i++) {
            assertThat(meter.read(1)).isEqualTo(100);
        }
        shown = 700;
        assertThat(meter.read(2)).isEqualTo(700);
    }

    @Test
    void aThreadThatStandsStillIsBelievedAtOnce() {
        shown = 500;
        waiting = true;
        assertThat(meter.read(1)).isEqualTo(500);
    }

    @Test
    void theCountNeverFalls() {
        waiting = true;
        shown = 500;
        meter.read(1);
        shown = 300;
        assertThat(meter.read(2)).isEqualTo(500);
    }
}
