package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.extension.Health;
import org.archipel.marketplace.internal.install.ChangeOrder;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.archipel.security.AuditLog;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Versions that do not start or are not well: nothing of them stays, and what served before serves on. */
class FailedActivationTest extends OneExtension {
    @Test
    void activationThatThrowsLeavesNothingBehind() {
        platform.publish(TestExtension.version("1.0.0").activator(ThrowingActivator.class));

        assertFailedInstall("STARTED", "out of luck");
    }

    @Test
    void activationThatHangsEndsWithItsTimeLimit() {
        restart(Duration.ofDays(7), Duration.ofSeconds(1));
        platform.publish(TestExtension.version("1.0.0").activator(HangingActivator.class));

        assertFailedInstall("STARTED", "did not answer within 1000 ms");
    }

    @Test
    void activationThatThrowsAnErrorLeavesNothingBehind() {
        platform.publish(TestExtension.version("1.0.0").activator(DyingActivator.class));

        assertFailedInstall("STARTED", "the bundle failed");
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
    void anOrderIsCarriedOutThoughTheVersionBeforeItIsGivenUpMeanwhile() {
        platform.publish(TestExtension.version("1.0.0"));
        install();
        var better = platform.publish(TestExtension.version("1.1.0"));
        jobs.hold(ChangeOrder.JOB_TYPE);
        platform.orders.place(ACME, platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST));
        platform.packages.collectGarbage(
                Set.of(better.packageHash()), Instant.now().plusSeconds(60));

        restart();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> platform.installed(ACME).actualState() == ActualState.FAILED);
        jobs.release(ChangeOrder.JOB_TYPE);

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.bundles()).containsExactly("1.1.0 ACTIVE"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> platform.installed(ACME).actualState() == ActualState.ACTIVE);
        assertThat(platform.installed(ACME).lastError()).isEmpty();
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
