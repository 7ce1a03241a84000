package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.locks.LockSupport;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Extensions that hang as they are stopped, deaf to all: whoever stops them goes on without them. */
@Timeout(120)
class HangingStopTest extends OneExtension {
    private static final String RELEASED = "test.stop.released";

    @BeforeEach
    void install100() {
        System.clearProperty(RELEASED);
        restart(Duration.ofDays(7), Duration.ofSeconds(2));
        platform.publish(TestExtension.version("1.0.0").activator(DeafActivator.class));
        install();
    }

    @AfterEach
    void release() {
        System.setProperty(RELEASED, "true");
    }

    @Test
    void anUninstallGoesOnAndIsCompleteWhenTheBundleComesToItsEnd() {
        var job = platform.carryOut(ACME, platform.drafts.uninstall(ACME, TestExtension.ID, false));

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(platform.bundles()).containsExactly("1.0.0 NOT ACTIVE");
        int dismissed = dismissals();
        assertThat(dismissed).isPositive();

        release();
        await().untilAsserted(() -> assertThat(platform.bundles()).isEmpty());
        platform.look();
        await().untilAsserted(() -> assertThat(dismissals()).isGreaterThan(dismissed));
    }

    @Test
    void anUpgradeLeavesTheOldVersionBehindAndIsSettled() {
        platform.publish(TestExtension.version("1.1.0"));

        assertThat(upgrade().state()).isEqualTo(Job.State.SUCCEEDED);

        assertThat(platform.bundles()).containsExactlyInAnyOrder("1.0.0 NOT ACTIVE", "1.1.0 ACTIVE");
        platform.runtime.forget();
        platform.look();
        await().untilAsserted(() -> assertThat(dismissals()).isEqualTo(1));
        // When the second look has begun, the first has ended.
        platform.look();
        await().untilAsserted(() -> assertThat(dismissals()).isEqualTo(2));
        assertThat(platform.runtime.calls()).doesNotContain("serve 1.1.0");
    }

    @Test
    void theStopOfThePlatformWaitsForItAFewSeconds() {
        long begin = System.nanoTime();

        platform.stopExtensions();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(platform.bundles()).containsExactly("1.0.0 NOT ACTIVE");
    }

    private int dismissals() {
        return Collections.frequency(platform.runtime.calls(), "dismiss 1.0.0");
    }

    /** Foreign code that does not come to its end, though it is interrupted. */
    public static final class DeafActivator implements BundleActivator {
        @Override
        public void start(BundleContext context) {}

        @Override
        public void stop(BundleContext context) {
            while (!Boolean.getBoolean("test.stop.released")) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
