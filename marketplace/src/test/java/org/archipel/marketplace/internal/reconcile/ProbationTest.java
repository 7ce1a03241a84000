package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.archipel.api.extension.Health;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.model.UpdatePolicy.Automatic;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.sandbox.CallOutcomes;
import org.junit.jupiter.api.Test;

/** Versions that are left when they do not work as they should. */
class ProbationTest extends InstalledVersionTest {
    @Test
    void versionWhoseHealthFailsWithinItsProbationIsLeft() {
        upgradeTo("1.1.0");
        assertThat(platform.installed(ACME).probationUntil()).isPresent();
        platform.runtime.health("1.1.0", Health.error("its queue is stuck"));

        platform.watchProbations();
        assertThat(platform.installed(ACME).changing())
                .as("one failure is tolerated")
                .isFalse();
        platform.watchProbations();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !platform.installed(ACME).changing());
        assertThat(platform.installed(ACME).notice())
                .hasValueSatisfying(notice -> assertThat(notice).contains("1.1.0", "its queue is stuck"));
        assertThat(platform.events).contains("extension.probation.failed", "extension.rollback.completed");
    }

    @Test
    void versionWhoseCallsFailIsLeftThoughItSaysThatItIsHealthy() {
        upgradeTo("1.1.0");
        platform.runtime.outcomes("1.1.0", new CallOutcomes(100, 20));
        platform.watchProbations();
        platform.runtime.outcomes("1.1.0", new CallOutcomes(0, 3));
        platform.watchProbations();
        assertThat(platform.installed(ACME).changing())
                .as("some failures are tolerated")
                .isFalse();
        platform.runtime.outcomes("1.1.0", new CallOutcomes(2, 20));

        platform.watchProbations();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !platform.installed(ACME).changing());
        assertThat(platform.installed(ACME).notice())
                .hasValueSatisfying(notice -> assertThat(notice).contains("1.1.0", "20 of its 22 calls failed"));
    }

    @Test
    void suspendedVersionIsLeftWithinItsProbation() {
        upgradeTo("1.1.0");
        platform.suspend(platform.installed(ACME), "it spun");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> platform.installed(ACME).actualState() == ActualState.SUSPENDED);

        platform.watchProbations();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE"));
    }

    @Test
    void healthyVersionStays() {
        upgradeTo("1.1.0");

        platform.watchProbations();
        platform.watchProbations();

        assertThat(platform.bundles()).containsExactly("1.1.0 ACTIVE");
    }

    @Test
    void versionThatWasLeftIsNotTakenByItselfAgain() {
        platform.policies.put(ACME, ID, false, Automatic.MINOR, Optional.empty());
        platform.publish(TestExtension.version("1.1.0"));
        platform.updateAutomatically(Instant.now());
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.1.0 ACTIVE"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !platform.installed(ACME).changing());
        platform.runtime.health("1.1.0", Health.error("broken"));
        platform.watchProbations();
        platform.watchProbations();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !platform.installed(ACME).changing());

        platform.updateAutomatically(Instant.now());

        assertThat(platform.installed(ACME).changing()).isFalse();
    }

    @Test
    void brokenVersionIsLeftHoweverMuchItsHealthCheckSays() {
        platform.policies.put(ACME, ID, false, Automatic.MINOR, Optional.empty());
        upgradeTo("1.1.0");
        platform.runtime.health("1.1.0", Health.error("\0" + "no ".repeat(5_000)));

        platform.watchProbations();
        platform.watchProbations();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE"));
        assertThat(platform.policies.get(ACME, ID).skippedVersion()).contains("1.1.0");
    }

    @Test
    void brokenVersionIsLeftForAnOlderOneIfTheOneBeforeWasTakenBack() {
        upgradeTo("1.1.0");
        revoke("1.1.0", Revocation.Policy.WARN, Optional.empty());
        upgradeTo("1.2.0");
        platform.runtime.health("1.2.0", Health.error("broken"));

        platform.watchProbations();
        platform.watchProbations();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE"));
    }

    @Test
    void brokenVersionWithoutAWayBackIsToldOnce() {
        revoke("1.0.0", Revocation.Policy.WARN, Optional.empty());
        upgradeTo("1.1.0");
        platform.runtime.health("1.1.0", Health.error("broken"));

        for (int look = 0; look < 5; look++) {
            platform.watchProbations();
        }

        assertThat(platform.bundles()).containsExactly("1.1.0 ACTIVE");
        assertThat(platform.installed(ACME).probationUntil()).isEmpty();
        assertThat(platform.installed(ACME).notice())
                .hasValueSatisfying(
                        notice -> assertThat(notice).contains("1.1.0 fails", "no earlier version", "broken"));
        assertThat(platform.events)
                .filteredOn("extension.probation.failed"::equals)
                .hasSize(1);
    }
}
