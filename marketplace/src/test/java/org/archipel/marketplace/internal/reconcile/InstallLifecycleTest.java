package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.store.InstallationChangedException;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.junit.jupiter.api.Test;

/** From an install to the end of its data: upgrade, rollback, disabling, uninstall, one or two organizations. */
class InstallLifecycleTest extends OneExtension {
    @Test
    void installsForOneOrganization() {
        platform.publish(TestExtension.version("1.0.0"));

        var job = install();

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
        assertThat(platform.runtime.calls())
                .containsExactly("admit 1.0.0", "activate 1.0.0", "health 1.0.0", "serve 1.0.0");
        var installation = platform.installed(ACME);
        assertThat(installation.actualState()).isEqualTo(ActualState.ACTIVE);
        assertThat(installation.changing()).isFalse();
        assertThat(jobs.phases())
                .containsSubsequence(
                        "PLANNED", "VERIFIED", "PREPARED", "DEPLOYED", "STARTED", "HEALTHY", "SERVING", "RECORDED");
        assertThat(platform.events).contains("extension.install.requested", "extension.install.completed");
        assertThatThrownBy(() -> platform.installed(GLOBEX)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void twoOrganizationsRunDifferentVersionsSideBySide() {
        platform.publish(TestExtension.version("1.0.0"));
        platform.publish(TestExtension.version("2.0.0"));
        platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, version("1.0.0")));
        platform.carryOut(GLOBEX, platform.drafts.install(GLOBEX, TestExtension.ID, InstallOrder.NEWEST));

        assertThat(platform.bundles()).containsExactlyInAnyOrder("1.0.0 ACTIVE", "2.0.0 ACTIVE");
    }

    @Test
    void twoOrganizationsHaveEachTheirOwnBundleOfOneVersion() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        platform.carryOut(GLOBEX, platform.drafts.install(GLOBEX, TestExtension.ID, InstallOrder.NEWEST));

        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE", "1.0.0 ACTIVE");
    }

    @Test
    void upgradeStartsTheNewBesideTheOldBeforeTheOldGoes() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        platform.publish(TestExtension.version("1.1.0"));
        platform.runtime.forget();

        var job = upgrade();

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.runtime.calls())
                .containsExactly(
                        "admit 1.1.0",
                        "migrate 1.1.0",
                        "admit 1.1.0",
                        "activate 1.1.0",
                        "health 1.1.0",
                        "serve 1.1.0",
                        "drain 1.0.0",
                        "dismiss 1.0.0");
        assertThat(platform.bundles()).containsExactly("1.1.0 ACTIVE");
        assertThat(platform.installed(ACME).previous().map(Setup::version)).contains("1.0.0");
    }

    @Test
    void uninstallKeepsDataForTheGraceTimeAndAReinstallFindsItAgain() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        var id = platform.installed(ACME).id();

        var job = platform.carryOut(ACME, platform.drafts.uninstall(ACME, TestExtension.ID, false));

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.bundles()).isEmpty();
        assertThat(platform.runtime.islands()).isZero();
        assertThatThrownBy(() -> platform.installed(ACME)).isInstanceOf(NotFoundException.class);
        assertThat(platform.installations.byId(ACME, id).purgeAfter()).isPresent();

        install();
        assertThat(platform.installed(ACME).id()).isEqualTo(id);
        assertThat(platform.installed(ACME).purgeAfter()).isEmpty();
    }

    @Test
    void dataOfAnUninstalledExtensionIsRemovedWhenItsGraceTimeIsOver() {
        restart(Duration.ofSeconds(-1), Duration.ofMinutes(1));
        platform.publish(TestExtension.version("1.0.0"));
        install();
        var id = platform.installed(ACME).id();
        platform.purge();
        assertThat(platform.erased).isEmpty();
        assertThat(platform.unsubscribed).isEmpty();

        platform.carryOut(ACME, platform.drafts.uninstall(ACME, TestExtension.ID, false));
        assertThat(platform.unsubscribed).as("events are kept for it no more").containsExactly(id);
        platform.purge();

        assertThat(platform.erased).containsExactly(id);
        assertThat(platform.events).contains("extension.purged");
        assertThatThrownBy(() -> platform.installations.byId(ACME, id)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void rollbackGoesBackToTheVersionBefore() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        platform.publish(TestExtension.version("1.1.0"));
        upgrade();

        var job = platform.carryOut(ACME, platform.drafts.rollback(ACME, TestExtension.ID, Optional.empty()));

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
    }

    @Test
    void disabledExtensionComesBackWhenEnabled() {
        platform.publish(TestExtension.version("1.0.0"));
        install();

        platform.carryOut(ACME, platform.drafts.disable(ACME, TestExtension.ID));
        assertThat(platform.bundles()).isEmpty();
        assertThat(platform.installed(ACME).actualState()).isEqualTo(ActualState.DISABLED);

        platform.carryOut(ACME, platform.drafts.enable(ACME, TestExtension.ID));
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
        assertThat(platform.installed(ACME).desiredState()).isEqualTo(DesiredState.ACTIVE);
    }

    @Test
    void ofTwoAdministratorsAtOnceOneWins() {
        platform.publish(TestExtension.version("1.0.0"));
        var first = platform.drafts.install(ACME, TestExtension.ID, InstallOrder.NEWEST);
        var second = platform.drafts.install(ACME, TestExtension.ID, InstallOrder.NEWEST);

        platform.carryOut(ACME, first);

        assertThatThrownBy(() -> platform.orders.place(ACME, second)).isInstanceOf(ConflictException.class);
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
    }

    @Test
    void anOrderIsThoughtThroughAgainWhenTheInstallationChangedMeanwhile() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        var thoughts = new AtomicInteger();

        platform.orders.place(ACME, () -> {
            var draft = platform.drafts.disable(ACME, TestExtension.ID);
            if (thoughts.incrementAndGet() == 1) {
                reconfigure();
            }
            return draft;
        });

        assertThat(thoughts).hasValue(2);
        assertThat(platform.installed(ACME).desiredState()).isEqualTo(DesiredState.DISABLED);
    }

    @Test
    void whatChangesAllTheTimeIsLeftToTheOther() {
        platform.publish(TestExtension.version("1.0.0"));
        install();

        assertThatThrownBy(() -> platform.orders.place(ACME, () -> {
                    var draft = platform.drafts.disable(ACME, TestExtension.ID);
                    reconfigure();
                    return draft;
                }))
                .isInstanceOf(ConflictException.class);
        assertThat(platform.installed(ACME).desiredState()).isEqualTo(DesiredState.ACTIVE);
    }

    @Test
    void aChangeBetweenTheLookAndTheWriteIsSeen() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        var store = new InstallationStore();

        assertThatThrownBy(() -> platform.work.run(transaction -> {
                    var seen = store.find(transaction, ACME.organizationId(), TestExtension.ID)
                            .orElseThrow();
                    CompletableFuture.runAsync(this::reconfigure).join();
                    store.update(transaction, seen.noted("seen", Instant.EPOCH));
                }))
                .isInstanceOf(InstallationChangedException.class);
    }

    private void reconfigure() {
        var config = platform.installed(ACME).actual().orElseThrow().config();
        platform.changes.configure(ACME, TestExtension.ID, config, present -> {});
    }

    private static InstallOrder version(String version) {
        return new InstallOrder(Optional.of(version), Optional.empty(), false, List.of(), Optional.empty(), false);
    }
}
