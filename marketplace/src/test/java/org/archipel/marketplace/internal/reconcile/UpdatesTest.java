package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
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
import org.archipel.marketplace.internal.install.UpdatePolicies;
import org.archipel.marketplace.internal.model.MaintenanceWindow;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.model.UpdatePolicy.Automatic;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.RivalFirst;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.persistence.Sql;
import org.junit.jupiter.api.Test;

/** Kept versions, and those that are taken by themselves. */
class UpdatesTest extends InstalledVersionTest {
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
}
