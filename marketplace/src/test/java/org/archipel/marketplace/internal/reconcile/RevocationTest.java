package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.archipel.api.extension.Health;
import org.archipel.marketplace.internal.install.ChangeOrder;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.model.UpdatePolicy.Automatic;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.junit.jupiter.api.Test;

/** Versions that are taken back, and what becomes of their copies. */
class RevocationTest extends InstalledVersionTest {
    @Test
    void revokedVersionIsNotInstalledAnyMore() {
        platform.publish(TestExtension.version("1.1.0"));
        revoke("1.1.0", Revocation.Policy.WARN, Optional.empty());

        assertThatThrownBy(() -> platform.drafts.install(GLOBEX, ID, InstallOrder.of("1.1.0")))
                .hasMessageContaining("taken back");
        assertThat(platform.drafts
                        .install(GLOBEX, ID, InstallOrder.NEWEST)
                        .plan()
                        .version())
                .isEqualTo("1.0.0");
        assertThat(platform.catalogue.extension(ID).latestVersion()).contains("1.0.0");
    }

    @Test
    void warningLeavesCopiesAlone() {
        revoke("1.0.0", Revocation.Policy.WARN, Optional.empty());

        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
        assertThat(platform.installed(ACME).notice())
                .hasValueSatisfying(notice -> assertThat(notice).contains("leaks data"));
        assertThat(platform.events).contains("extension.notice", "extension.version.revoked");
    }

    @Test
    void copiesAreStoppedInEveryOrganization() {
        install(GLOBEX, "1.0.0");

        revoke("1.0.0", Revocation.Policy.DISABLE, Optional.empty());

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(platform.bundles()).isEmpty();
            assertThat(platform.installed(ACME).actualState()).isEqualTo(ActualState.DISABLED);
            assertThat(platform.installed(GLOBEX).actualState()).isEqualTo(ActualState.DISABLED);
        });
        assertThatThrownBy(() -> platform.drafts.enable(ACME, ID)).hasMessageContaining("taken back");
    }

    @Test
    void copiesAreReplacedAndThoseThatCannotBeAreStopped() {
        platform.publish(TestExtension.version("1.1.0"));
        platform.policies.put(ACME, ID, true, Automatic.NONE, Optional.empty());

        revoke("1.0.0", Revocation.Policy.REPLACE, Optional.of("1.1.0"));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.1.0 ACTIVE"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !platform.installed(ACME).changing());

        platform.publish(TestExtension.version("1.2.0").asks(STORAGE));
        revoke("1.1.0", Revocation.Policy.REPLACE, Optional.empty());

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).isEmpty());
    }

    @Test
    void copiesWhoseReplacementIsNotHealthyAreStopped() {
        platform.publish(TestExtension.version("1.1.0"));
        platform.runtime.health("1.1.0", Health.error("cannot reach its index"));

        revoke("1.0.0", Revocation.Policy.REPLACE, Optional.of("1.1.0"));

        assertThat(platform.bundles()).isEmpty();
        assertThat(platform.installed(ACME).actualState()).isEqualTo(ActualState.DISABLED);
    }

    @Test
    void copiesAreStoppedThoughSomeoneCancelsThat() {
        jobs.hold(ChangeOrder.JOB_TYPE);
        var placed = platform.revocations.revoke(
                REVIEWER, ID, "1.0.0", Revocation.Policy.DISABLE, Optional.empty(), "it leaks data");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> platform.installed(ACME).changing());
        var cancelled = platform.installed(ACME).jobId();
        jobs.cancel(ACME, cancelled.orElseThrow());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !platform.installed(ACME).jobId().equals(cancelled));
        jobs.release(ChangeOrder.JOB_TYPE);

        var job = jobs.await(REVIEWER.organizationId(), placed.job().id(), Duration.ofSeconds(60));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.bundles()).isEmpty();
        assertThat(platform.installed(ACME).actualState()).isEqualTo(ActualState.DISABLED);
    }
}
