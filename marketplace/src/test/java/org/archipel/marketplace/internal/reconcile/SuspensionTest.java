package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.archipel.security.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspensionTest extends MarketplaceTest {
    private static final String REASON = "its calls exceeded their budgets again and again";

    @BeforeEach
    void installOne() {
        platform.publish(TestExtension.version("1.0.0"));
        install(ACME);
    }

    private void install(Caller caller) {
        platform.carryOut(caller, platform.drafts.install(caller, TestExtension.ID, InstallOrder.NEWEST));
    }

    private void suspend() {
        platform.suspend(platform.installed(ACME), REASON);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(platform.installed(ACME).actualState()).isEqualTo(ActualState.SUSPENDED));
    }

    @Test
    void aSuspendedExtensionGoesAndItsReasonStays() {
        install(GLOBEX);
        suspend();

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
            assertThat(platform.runtime.calls()).contains("drain 1.0.0", "dismiss 1.0.0");
        });
        assertThat(platform.installed(ACME).lastError()).contains(REASON);
        assertThat(platform.installed(ACME).changing()).isFalse();
        assertThat(platform.installed(GLOBEX).actualState()).isEqualTo(ActualState.ACTIVE);
        assertThat(platform.events).containsOnlyOnce("extension.suspended");
        assertThat(platform.audited).anyMatch(entry -> entry.action().equals("extension.suspended"));
    }

    @Test
    void itStaysSuspendedAfterARestartUntilAnAdministratorEnablesIt() {
        suspend();
        restart();

        assertThat(platform.installed(ACME).actualState()).isEqualTo(ActualState.SUSPENDED);
        assertThat(platform.bundles()).isEmpty();
        var job = platform.carryOut(ACME, platform.drafts.enable(ACME, TestExtension.ID));

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
        assertThat(platform.installed(ACME).lastError()).isEmpty();
    }

    @Test
    void anUpgradeReplacesWhatIsSuspended() {
        suspend();
        platform.publish(TestExtension.version("1.1.0"));

        platform.carryOut(ACME, platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST));

        assertThat(platform.bundles()).containsExactly("1.1.0 ACTIVE");
        assertThat(platform.installed(ACME).actualState()).isEqualTo(ActualState.ACTIVE);
    }

    @Test
    void anotherVersionThanTheOneThatWorksIsNotSuspended() {
        var old = platform.installed(ACME);
        platform.publish(TestExtension.version("1.1.0"));
        platform.carryOut(ACME, platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST));

        platform.suspend(old, REASON);
        platform.suspend(platform.installed(ACME), REASON);

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(platform.installed(ACME).actualState()).isEqualTo(ActualState.SUSPENDED));
        assertThat(platform.events).containsOnlyOnce("extension.suspended");
    }
}
