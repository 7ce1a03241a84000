package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.reconcile.FailedActivationTest.ThrowingActivator;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was installed for another extension goes with it when that fails, unless something else needs it. */
class CompanionsTest extends MarketplaceTest {
    private static final String BASE = "com.acme.base";
    private static final String MIDDLE = "com.acme.middle";
    private static final String TOP = "com.acme.top";
    private static final String OTHER = "com.acme.other";
    private static final InstallOrder WITH_ALL =
            new InstallOrder(Optional.empty(), Optional.empty(), true, List.of(), Optional.empty(), true);

    @BeforeEach
    void publishAChainThatFailsAtItsEnd() {
        platform.publish(TestExtension.of(BASE, "1.0.0"));
        platform.publish(TestExtension.of(MIDDLE, "1.0.0").needs(BASE, "[1.0,2)"));
        platform.publish(TestExtension.of(TOP, "1.0.0").needs(MIDDLE, "[1.0,2)").activator(ThrowingActivator.class));
        platform.publish(TestExtension.of(OTHER, "1.0.0").needs(BASE, "[1.0,2)"));
    }

    @Test
    void allThatWasInstalledForAnExtensionThatFailsIsUninstalled() {
        failTop();
        assertThat(installed()).containsExactlyInAnyOrder(BASE, MIDDLE);

        platform.takeBackCompanions();

        awaitInstalled();
        assertThat(platform.bundles()).isEmpty();
    }

    @Test
    void whatSomethingElseNeedsStaysForGood() {
        failTop();
        install(OTHER);

        platform.takeBackCompanions();
        awaitInstalled(BASE, OTHER);

        platform.carryOut(ACME, platform.drafts.uninstall(ACME, OTHER, false));
        platform.takeBackCompanions();
        awaitInstalled(BASE);
    }

    @Test
    void nextTryThatFailsTooKeepsNothing() {
        failTop();
        platform.orders.place(ACME, platform.drafts.install(ACME, TOP, WITH_ALL));

        platform.takeBackCompanions();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(all()).noneMatch(Installation::changing));
        platform.takeBackCompanions();

        awaitInstalled();
    }

    @Test
    void whatWasThereBeforeStays() {
        install(BASE);

        failTop();
        platform.takeBackCompanions();

        awaitInstalled(BASE);
    }

    @Test
    void whatAnAdministratorChangedMeanwhileStays() {
        failTop();
        platform.changes.configure(ACME, MIDDLE, Json.object(), present -> {});

        platform.takeBackCompanions();

        awaitInstalled(BASE, MIDDLE);
    }

    @Test
    void whatCameWithAnExtensionThatWorksStaysWhenThatGoes() {
        install(MIDDLE);

        platform.carryOut(ACME, platform.drafts.uninstall(ACME, MIDDLE, false));
        platform.takeBackCompanions();

        awaitInstalled(BASE);
    }

    @Test
    void failedUpgradeTakesBackWhatItBrought() {
        platform.publish(TestExtension.version("1.0.0"));
        install(TestExtension.ID);
        platform.publish(TestExtension.version("1.1.0").needs(BASE, "[1.0,2)").activator(ThrowingActivator.class));
        var job = platform.carryOut(ACME, platform.drafts.update(ACME, TestExtension.ID, WITH_ALL));
        assertThat(job.state()).isEqualTo(Job.State.FAILED);

        platform.takeBackCompanions();

        awaitInstalled(TestExtension.ID);
    }

    @Test
    void restartInBetweenForgetsNothing() {
        failTop();

        restart();
        platform.takeBackCompanions();

        awaitInstalled();
    }

    private void failTop() {
        var job = platform.carryOut(ACME, platform.drafts.install(ACME, TOP, WITH_ALL));
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
    }

    private void install(String extensionId) {
        var job = platform.carryOut(ACME, platform.drafts.install(ACME, extensionId, WITH_ALL));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
    }

    private void awaitInstalled(String... extensions) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(all()).noneMatch(Installation::changing);
            assertThat(installed()).containsExactlyInAnyOrder(extensions);
        });
    }

    private List<String> installed() {
        return all().stream()
                .filter(Installation::active)
                .map(Installation::extensionId)
                .toList();
    }

    private List<Installation> all() {
        return platform.installations.list(ACME, "", 10);
    }
}
