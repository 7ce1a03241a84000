package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.Health;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestJobs;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.messaging.Job;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.Island;
import org.archipel.security.AuditLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

class InstallLifecycleTest {
    private static final String STORAGE =
            "{'resource':'storage','actions':['read','write'],'required':true,'reason':'r'}";
    private static final String EVENTS =
            "{'resource':'events','actions':['subscribe'],'conditions':[{'type':'topics','values':['a.*']}],"
                    + "'required':true,'reason':'to listen'}";

    @TempDir
    private Path data;

    private TestDatabase database;
    private TestJobs jobs;
    private TestPlatform platform;

    @BeforeEach
    void open() {
        database = TestDatabase.open(Dialect.DERBY);
        jobs = new TestJobs();
        platform = new TestPlatform(database, data, jobs);
    }

    @AfterEach
    void close() {
        platform.close();
        database.close();
    }

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
    void failedHealthKeepsTheOldVersionServing() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        platform.publish(TestExtension.version("1.1.0"));
        platform.runtime.health("1.1.0", Health.error("cannot reach its index"));

        var job = upgrade();

        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.error().code()).isEqualTo(ErrorCode.EXTENSION_LOAD_FAILED);
        assertThat(job.error().message()).contains("HEALTHY").contains("cannot reach its index");
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
        var installation = platform.installed(ACME);
        assertThat(installation.actual().map(Setup::version)).contains("1.0.0");
        assertThat(installation.desired().version()).isEqualTo("1.0.0");
        assertThat(installation.lastError().orElseThrow()).contains("cannot reach its index");
        assertThat(platform.runtime.serving()).containsValue("1.0.0");
        assertThat(platform.runtime.islands()).isEqualTo(1);
    }

    @Test
    void activationThatThrowsLeavesNothingBehind() {
        platform.publish(TestExtension.version("1.0.0").activator(ThrowingActivator.class));

        assertFailedInstall("STARTED", "out of luck");
    }

    @Test
    void activationThatHangsEndsWithItsTimeLimit() {
        platform.close();
        platform = new TestPlatform(database, data, jobs, Duration.ofDays(7), Duration.ofSeconds(1));
        platform.publish(TestExtension.version("1.0.0").activator(HangingActivator.class));

        assertFailedInstall("STARTED", "did not answer within 1000 ms");
    }

    @Test
    void activationThatThrowsAnErrorLeavesNothingBehind() {
        platform.publish(TestExtension.version("1.0.0").activator(DyingActivator.class));

        assertFailedInstall("STARTED", "the bundle failed");
    }

    private void assertFailedInstall(String phase, String reason) {
        var job = install();

        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.error().code()).isEqualTo(ErrorCode.EXTENSION_LOAD_FAILED);
        assertThat(job.error().message()).contains(phase).contains(reason);
        assertThat(platform.bundles()).isEmpty();
        assertThat(platform.runtime.islands()).isZero();
        assertThatThrownBy(() -> platform.installed(ACME)).isInstanceOf(NotFoundException.class);
        assertThat(platform.audited)
                .anySatisfy(entry -> assertThat(entry.outcome()).isEqualTo(AuditLog.Outcome.FAILURE));
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
        platform.close();
        platform = new TestPlatform(database, data, jobs, Duration.ofSeconds(-1));
        platform.publish(TestExtension.version("1.0.0"));
        install();
        var id = platform.installed(ACME).id();
        platform.purge();
        assertThat(platform.erased).isEmpty();

        platform.carryOut(ACME, platform.drafts.uninstall(ACME, TestExtension.ID, false));
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
    void installWaitsForConsentAndSaysWhatIsAsked() {
        platform.publish(TestExtension.version("1.0.0").asks(STORAGE));

        var draft = platform.drafts.install(ACME, TestExtension.ID, InstallOrder.NEWEST);

        assertThat(draft.plan().permissions().consentNeeded()).isTrue();
        assertThatThrownBy(() -> platform.orders.place(ACME, draft))
                .isInstanceOfSatisfying(PlatformException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
                    assertThat(refused.errors().get(0).message())
                            .contains("risk")
                            .contains("Reason given: r");
                });
        assertThat(platform.audited)
                .last()
                .satisfies(entry -> assertThat(entry.outcome()).isEqualTo(AuditLog.Outcome.DENIED));
        assertThat(platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, acceptRequired()))
                        .state())
                .isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void upgradeThatAsksForMoreWaitsForConsentAndShowsTheDifference() {
        platform.publish(TestExtension.version("1.0.0").asks(STORAGE));
        platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, acceptRequired()));
        platform.publish(TestExtension.version("1.1.0").asks(STORAGE).asks(EVENTS));

        var draft = platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST);

        assertThat(draft.plan().permissions().difference().added())
                .singleElement()
                .satisfies(permission -> assertThat(permission.resource()).isEqualTo("events"));
        assertThatThrownBy(() -> platform.orders.place(ACME, draft))
                .hasMessageContaining("permissions that were not granted");
        platform.carryOut(ACME, platform.drafts.update(ACME, TestExtension.ID, acceptRequired()));
        assertThat(platform.installed(ACME).actual().orElseThrow().grants()).hasSize(2);
    }

    @Test
    void optionalPermissionIsGrantedAndRevokedWhileItRuns() {
        var optional = EVENTS.replace("'required':true", "'required':false");
        platform.publish(TestExtension.version("1.0.0").asks(optional));
        install();
        var asked = platform.drafts
                .permissions(ACME, TestExtension.ID)
                .optional()
                .get(0)
                .permission();

        platform.changes.grant(ACME, TestExtension.ID, List.of(asked), present -> {});
        assertThat(grants()).hasSize(1);

        platform.changes.grant(ACME, TestExtension.ID, List.of(), present -> {});
        assertThat(grants()).isEmpty();
        assertThat(platform.bundles()).containsExactly("1.0.0 ACTIVE");
    }

    @Test
    void configurationIsCheckedAndLive() {
        platform.publish(TestExtension.version("1.0.0")
                .configSchema("{'type':'object','properties':{'n':{'type':'integer'}},'additionalProperties':false}"));
        install();

        platform.changes.configure(ACME, TestExtension.ID, TestExtension.json("{'n':7}"), present -> {});
        assertThat(platform.runtime.island(location()).config().get("n").asInt())
                .isEqualTo(7);
        assertThatThrownBy(() -> platform.changes.configure(
                        ACME, TestExtension.ID, TestExtension.json("{'n':'x'}"), present -> {}))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.errors().get(0).pointer()).isEqualTo("/n"));
    }

    @Test
    void upgradeMigratesTheConfiguration() {
        platform.publish(TestExtension.version("1.0.0"));
        platform.carryOut(
                ACME,
                platform.drafts.install(
                        ACME,
                        TestExtension.ID,
                        new InstallOrder(
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                List.of(),
                                Optional.of(TestExtension.json("{'host':'a'}")),
                                false)));
        platform.publish(TestExtension.version("2.0.0").configSchema("{'type':'object','required':['hosts']}"));
        platform.runtime.migrateTo("2.0.0", TestExtension.json("{'hosts':['a']}"));

        var draft = platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST);
        assertThat(draft.plan().config().migrationNeeded()).isTrue();
        platform.carryOut(ACME, draft);

        assertThat(platform.installed(ACME).actual().orElseThrow().config().has("hosts"))
                .isTrue();
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

    private Job install() {
        return platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, InstallOrder.NEWEST));
    }

    private Job upgrade() {
        return platform.carryOut(ACME, platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST));
    }

    private List<?> grants() {
        return platform.runtime.island(location()).grants();
    }

    private String location() {
        Installation installation = platform.installed(ACME);
        return Island.location(
                installation.id(), installation.actual().orElseThrow().version());
    }

    private static InstallOrder version(String version) {
        return new InstallOrder(Optional.of(version), Optional.empty(), false, List.of(), Optional.empty(), false);
    }

    private static InstallOrder acceptRequired() {
        return new InstallOrder(Optional.empty(), Optional.empty(), true, List.of(), Optional.empty(), false);
    }

    /** Foreign code that fails. */
    public static final class ThrowingActivator implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            throw new IllegalStateException("out of luck");
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Foreign code that fails as no code should. */
    public static final class DyingActivator implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            throw new AssertionError("the end of this thread");
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Foreign code that does not come back until it is interrupted. */
    public static final class HangingActivator implements BundleActivator {
        @Override
        public void start(BundleContext context) throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Override
        public void stop(BundleContext context) {}
    }
}
