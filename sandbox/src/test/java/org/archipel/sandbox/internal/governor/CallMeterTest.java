package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;

import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.Test;

class CallMeterTest {
    private static final int MEBIBYTE = 1 << 20;

    private final GovernorConfig config = new GovernorConfig(Settings.context());
    private final Account account =
            new Account(new InstallationInfo("i", "o", "org.example.measured", "1.0.0"), config);
    private final CallMeter meter = new CallMeter(Thread.currentThread());

    private byte[] call(int bytes) {
        meter.begin(config.callBudget(), account, account.usage("1.0.0"));
        byte[] made = new byte[bytes];
        meter.end();
        return made;
    }

    @Test
    void aCallOwesWhatItAllocatedAndNothingOfTheOneBefore() {
        assertThat(call(4 * MEBIBYTE)).hasSize(4 * MEBIBYTE);
        assertThat(meter.bytesOwed()).isBetween(4L * MEBIBYTE, 5L * MEBIBYTE);

        assertThat(call(MEBIBYTE)).hasSize(MEBIBYTE);
        assertThat(meter.bytesOwed()).isBetween((long) MEBIBYTE, 2L * MEBIBYTE);
    }

    @Test
    void betweenCallsNothingIsAllocated() {
        assertThat(call(MEBIBYTE)).hasSize(MEBIBYTE);

        assertThat(meter.allocatedSoFar()).isZero();
        assertThat(meter.computing()).isFalse();
        assertThat(meter.sample()).isEmpty();
    }

    @Test
    void aCallThatCouldNotBeginOwesNothing() {
        assertThat(call(MEBIBYTE)).hasSize(MEBIBYTE);

        meter.end();

        assertThat(meter.bytesOwed()).isZero();
        assertThat(meter.cpuOwed()).isZero();
    }
}
