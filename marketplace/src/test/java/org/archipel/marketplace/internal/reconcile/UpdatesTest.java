package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.api.extension.Health;
import org.archipel.marketplace.internal.install.ChangeOrder;
import org.archipel.marketplace.internal.install.UpdatePolicies;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.MaintenanceWindow;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.model.UpdatePolicy.Automatic;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.RivalFirst;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.archipel.persistence.Sql;
import org.archipel.sandbox.CallOutcomes;
import org.archipel.security.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kept versions, probation, automatic updates and revocations. */
class UpdatesTest extends MarketplaceTest {
    private static final String ID = TestExtension.ID;
    private static final String STORAGE =
            "{'resource':'storage','actions':['read','write'],'required':true,'reason':'to keep what it is told'}";

    @BeforeEach
    void installOne() {
        platform.publish(TestExtension.version("1.0.0"));
        install(ACME, "1.0.0");
    }

    @Test
    void rollbackGoesToAnyKeptVersion() {
        upgradeTo("1.1.0");
        upgradeTo("1.2.0");
        assertThat(platform.installed(ACME).kept()).extracting(Setup::version).containsExactly("1.1.0", "1.0.0");

        platform.carryOut(ACME, platform.drafts.rollback(ACME, ID, Optional.of("1.0.0")));

        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
        assertThat(platform.installed(ACME).kept()).extracting(Setup::version).containsExactly("1.2.0", "1.1.0");
        assertThatThrownBy(() -> platform.drafts.rollback(ACME, ID, Optional.of("0.9.0")))
                .isInstanceOf(ConflictException.class);
    }

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
    void patchesAreTakenByThemselvesAndOtherVersionsAreNot() {
        platform.policies.put(ACME, ID, false, Automatic.PATCH, Optional.empty());
        platform.publish(TestExtension.version("1.0.1"));
        platform.publish(TestExtension.version("1.1.0"));

        platform.updateAutomatically(Instant.now());

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.0.1 ACTIVE"));
    }

    @Test
    void nothingIsTakenOutsideOfTheWindow() {
        var window = new MaintenanceWindow(
                Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(4, 0), ZoneId.of("UTC"));
        assertThat(window.includes(Instant.parse("2026-11-28T23:00:00Z"))).isTrue();
        assertThat(window.includes(Instant.parse("2026-11-29T03:59:00Z"))).isTrue();
        assertThat(window.includes(Instant.parse("2026-11-29T23:00:00Z"))).isFalse();
        platform.policies.put(ACME, ID, false, Automatic.MINOR, Optional.of(window));
        platform.publish(TestExtension.version("1.1.0"));

        platform.updateAutomatically(Instant.parse("2026-11-28T21:00:00Z"));
        assertThat(platform.installed(ACME).changing()).isFalse();
        platform.updateAutomatically(Instant.parse("2026-11-28T22:00:00Z"));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.1.0 ACTIVE"));
    }

    @Test
    void versionThatAsksForMoreWaitsForConsent() {
        platform.policies.put(ACME, ID, false, Automatic.MINOR, Optional.empty());
        platform.publish(TestExtension.version("1.1.0").asks(STORAGE));

        platform.updateAutomatically(Instant.now());

        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
        assertThat(platform.installed(ACME).notice())
                .hasValueSatisfying(notice -> assertThat(notice).contains("consent"));
        assertThat(platform.policies.get(ACME, ID).skippedVersion()).contains("1.1.0");
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
    void pinnedExtensionKeepsItsVersion() {
        platform.policies.put(ACME, ID, true, Automatic.MINOR, Optional.empty());
        platform.publish(TestExtension.version("1.1.0"));

        platform.updateAutomatically(Instant.now());

        assertThat(platform.installed(ACME).changing()).isFalse();
        assertThatThrownBy(() -> platform.drafts.update(ACME, ID, InstallOrder.NEWEST))
                .hasMessageContaining("pinned");
    }

    @Test
    void aPinStaysThoughAVersionIsSkippedAtTheSameTime() {
        platform.policies.put(ACME, ID, false, Automatic.MINOR, Optional.empty());
        var seen = platform.policies.get(ACME, ID);
        var work = new RivalFirst(
                platform.work, () -> platform.policies.put(ACME, ID, true, Automatic.NONE, Optional.empty()));

        new UpdatePolicies(work, (transaction, caller, entry) -> {}).skip(seen, "1.1.0", "it failed");

        var policy = platform.policies.get(ACME, ID);
        assertThat(policy.pinned()).isTrue();
        assertThat(policy.automatic()).isEqualTo(Automatic.NONE);
        assertThat(policy.skippedVersion()).contains("1.1.0");
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

    @Test
    void whatCostsNothingDoesNotBecomeATrialByItself() {
        platform.policies.put(ACME, ID, false, Automatic.MINOR, Optional.empty());
        platform.publish(TestExtension.version("1.1.0")
                .member("pricing", "{'model':'SUBSCRIPTION','price':'9.90','currency':'EUR','trialPeriodDays':14}"));

        platform.updateAutomatically(Instant.now());

        assertThat(platform.installed(ACME).changing()).isFalse();
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
        assertThat(platform.installed(ACME).notice())
                .hasValueSatisfying(notice -> assertThat(notice).contains("1.1.0", "paid for"));
        assertThat(platform.policies.get(ACME, ID).skippedVersion()).contains("1.1.0");
        assertThat(platform.entitlements.list(ACME, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void oneExtensionThatCannotBeLookedAtDoesNotHoldUpTheOthers() {
        install(GLOBEX, "1.0.0");
        platform.policies.put(ACME, ID, false, Automatic.MINOR, Optional.empty());
        platform.policies.put(GLOBEX, ID, false, Automatic.MINOR, Optional.empty());
        platform.publish(TestExtension.version("1.1.0"));
        // As if it came from a newer platform.
        platform.work.run(transaction -> Sql.on(transaction)
                .update("UPDATE installations SET actual_setup = '{}' WHERE organization_id = 'acme'"));

        platform.updateAutomatically(Instant.now());

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).contains("1.1.0 ACTIVE"));
    }

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

    private void revoke(String version, Revocation.Policy policy, Optional<String> replacement) {
        var placed = platform.revocations.revoke(REVIEWER, ID, version, policy, replacement, "it leaks data");
        var job = jobs.await(REVIEWER.organizationId(), placed.job().id(), Duration.ofSeconds(60));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
    }

    private void install(Caller caller, String version) {
        var job = platform.carryOut(caller, platform.drafts.install(caller, ID, InstallOrder.of(version)));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
    }

    private void upgradeTo(String version) {
        platform.publish(TestExtension.version(version));
        var job = platform.carryOut(ACME, platform.drafts.update(ACME, ID, InstallOrder.of(version)));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
    }
}
