package org.archipel.marketplace.internal.reconcile;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.archipel.marketplace.InstallPhase;
import org.archipel.marketplace.InstallPhaseEvent;
import org.archipel.marketplace.InstallPhaseListener;
import org.archipel.marketplace.internal.install.Draft;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.PowerFailure;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestJobs;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The platform ends without a goodbye before or after a phase; after a restart the change is carried out. */
class CrashTest {
    @TempDir
    private Path data;

    private final TestJobs jobs = new TestJobs();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.open(Dialect.DERBY);
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Arguments> boundaries() {
        return Stream.of(InstallPhase.values())
                .flatMap(phase -> Stream.of(Arguments.of(phase, false), Arguments.of(phase, true)));
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void upgradeIsCarriedOutAfterACrash(InstallPhase phase, boolean after) {
        crashIn(phase, after, platform -> platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST));

        try (var platform = new TestPlatform(database, data, jobs)) {
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(platform.bundles()).containsExactly("2.0.0 ACTIVE");
                assertThat(platform.runtime.serving()).containsValue("2.0.0").hasSize(1);
                assertThat(platform.installed(ACME).changing()).isFalse();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void uninstallIsCarriedOutAfterACrash(InstallPhase phase, boolean after) {
        if (!List.of(InstallPhase.DRAINED, InstallPhase.REMOVED, InstallPhase.RECORDED)
                .contains(phase)) {
            return;
        }
        crashIn(phase, after, platform -> platform.drafts.uninstall(ACME, TestExtension.ID, false));

        try (var platform = new TestPlatform(database, data, jobs)) {
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(platform.bundles()).isEmpty();
                assertThat(platform.installations.list(ACME, "", 10)).isEmpty();
            });
        }
    }

    @FunctionalInterface
    private interface Change {
        Draft draft(TestPlatform platform);
    }

    private void crashIn(InstallPhase phase, boolean after, Change change) {
        var crash = new Crash(phase, after);
        try (var platform = new TestPlatform(database, data, jobs, crash)) {
            platform.publish(TestExtension.version("1.0.0"));
            platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, InstallOrder.NEWEST));
            platform.publish(TestExtension.version("2.0.0"));
            crash.armed = true;
            platform.orders.place(ACME, change.draft(platform));
            await().atMost(Duration.ofMinutes(1)).until(crash.happened::getCount, count -> count == 0);
        }
    }

    /** Ends the change where it is: nothing after the boundary runs, nothing is undone. */
    private static final class Crash implements InstallPhaseListener {
        private final InstallPhase phase;
        private final boolean after;
        private final CountDownLatch happened = new CountDownLatch(1);
        private volatile boolean armed;

        private Crash(InstallPhase phase, boolean after) {
            this.phase = phase;
            this.after = after;
        }

        @Override
        public void before(InstallPhaseEvent event) {
            crash(event, !after);
        }

        @Override
        public void after(InstallPhaseEvent event) {
            crash(event, after);
        }

        private void crash(InstallPhaseEvent event, boolean here) {
            if (armed && here && event.phase() == phase) {
                happened.countDown();
                throw new PowerFailure();
            }
        }
    }
}
