package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.test.LiveIslands;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static Admission admission(Duration openFor) {
        GovernorConfig config = new GovernorConfig(Settings.context());
        return new Admission(
                "org.example.slow",
                config,
                new Accounts(config).of(LiveIslands.admit(List.of()).installation()),
                openFor);
    }

    private static void timeOut(Admission admission) {
        for (int i = 0; i < 5; i++) {
            Admission.Pass pass = admission.enter(PATIENCE, false);
            admission.answered(false);
            pass.leave();
        }
    }

    @Test
    void whoeverDoesNotAnswerIsLeftAloneForAWhile() {
        Admission admission = admission(Duration.ofHours(1));
        timeOut(admission);

        assertThatThrownBy(() -> admission.enter(PATIENCE, false))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("left alone for a while");
    }

    @Test
    void callsThatDoNotBeginDoNotUseUpTheTriesAfterIt() {
        Admission admission = admission(Duration.ZERO);
        timeOut(admission);

        for (int i = 0; i < 30; i++) {
            admission.enter(PATIENCE, false).withdraw();
        }

        assertThat(admission.occupancy().inside()).isZero();
    }
}
