package org.archipel.marketplace.internal.checks;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.scratch.TrialOrder;
import org.archipel.marketplace.internal.scratch.TrialReport;
import org.archipel.marketplace.internal.test.PowerFailure;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How checks are made: the trials at the end, those that err, those that a crash broke off. */
class CheckRunsTest extends CheckedSubmission {
    @Test
    void packageIsNotRunWhenSomethingStandsInTheWay() {
        submit(TestExtension.version("1.0.0").entry(".env", new byte[] {1}));

        assertThat(platform.scratch.asked).hasValue(0);
    }

    @Test
    void misconductInTheTrialRejects() {
        platform.scratch.report(new TrialReport(
                Duration.ZERO,
                Duration.ofMillis(80),
                List.of(),
                new TrialReport.Use(3, 1, Duration.ofMillis(4), 1000, 0),
                List.of("1 call that exceeded a budget"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));

        assertRejected(TestExtension.version("1.0.0"), "security-run", "exceeded a budget");
    }

    @Test
    void rangeThatPromisesAnotherPlatformVersionIsTriedOnIt() {
        profile("2.0.0", "org.archipel.api.event;version=\"2.0.0\"");
        var extension =
                TestExtension.version("1.0.0").header("Import-Package", "org.archipel.api.event;version=\"[1.0,2)\"");

        var here = submit(extension);
        var both = submit(TestExtension.version("1.1.0")
                .header("Import-Package", "org.archipel.api.event;version=\"[1.0,2)\"")
                .field("platformRange", "[1.0,3)"));

        assertThat(outcome(here, "resolution").outcome()).isEqualTo(Check.Outcome.PASSED);
        assertThat(outcome(both, "resolution").outcome()).isEqualTo(Check.Outcome.FAILED);
        assertThat(outcome(both, "resolution").detail())
                .contains("On platform version 2.0.0", "org.archipel.api.event");
    }

    @Test
    void erroredCheckNeitherPassesNorRejectsAndIsMadeAgain() {
        platform.scratch.fail(new IllegalStateException("no process"));

        var version = submit(TestExtension.version("1.0.0"));

        assertThat(outcome(version, "compatibility-run").outcome()).isEqualTo(Check.Outcome.ERROR);
        assertThat(version.status()).isEqualTo(ReviewStatus.PENDING);
        assertThatThrownBy(() -> platform.desk.approve(REVIEWER, version.id(), "fine"))
                .hasMessageContaining("PENDING");
        platform.scratch.fail(null);
        var job = platform.desk.recheck(ACME, version.id());
        jobs.await("acme", job.id(), Duration.ofSeconds(60));
        assertThat(platform.submissions.get(ACME, version.id()).status()).isEqualTo(ReviewStatus.IN_REVIEW);
    }

    @Test
    void checksGoOnWhereACrashLeftThem() {
        platform.scratch.crash(new PowerFailure());
        var id = platform.submitWithoutWaiting(ACME, TestExtension.version("1.0.0"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> platform.scratch.asked.get() > 0);
        var before = platform.submissions.get(ACME, id);
        assertThat(before.status()).isEqualTo(ReviewStatus.VALIDATING);
        assertThat(before.checks()).hasSize(15);

        platform.scratch.crash(null);
        jobs.resume();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> platform.submissions.get(ACME, id).status() == ReviewStatus.IN_REVIEW);
        var after = platform.submissions.get(ACME, id);
        assertThat(after.checks())
                .extracting(Check::name)
                .doesNotHaveDuplicates()
                .hasSize(18);
        assertThat(after.checks().subList(0, 15)).isEqualTo(before.checks());
    }

    @Test
    void submissionWhoseChecksCannotEndIsToldAndCheckedAnew() throws IOException {
        var content = TestExtension.version("1.0.0").bytes();
        platform.scratch.crash(new PowerFailure());
        var id = platform.submitWithoutWaiting(ACME, TestExtension.version("1.0.0"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> platform.scratch.asked.get() > 0);
        assertThatThrownBy(() -> platform.desk.recheck(ACME, id))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("under way");
        var stored =
                platform.packages.verified(platform.submissions.get(ACME, id).packageHash());
        Files.delete(stored);
        platform.scratch.crash(null);
        jobs.resume();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> platform.submissions.get(ACME, id).status() == ReviewStatus.PENDING);
        assertThat(platform.submissions.get(ACME, id).reason())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("could not be checked", "the package is not in the store"));

        Files.write(stored, content);
        var job = platform.desk.recheck(ACME, id);

        jobs.await("acme", job.id(), Duration.ofSeconds(60));
        assertThat(platform.submissions.get(ACME, id).status()).isEqualTo(ReviewStatus.IN_REVIEW);
    }

    @Test
    void checkIsMadeAgainThatWasInterruptedAsThePlatformStopped() {
        platform.scratch.fail(new IllegalStateException("interrupted"));
        platform.scratch.asking(() -> jobs.stopping(true));
        var id = platform.submitWithoutWaiting(ACME, TestExtension.version("1.0.0"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> jobs.list("acme", JobFilter.ALL, Optional.empty(), 10).items().stream()
                        .anyMatch(job -> job.state() == Job.State.QUEUED && job.attempts() == 1));
        jobs.stopping(false);
        platform.scratch.asking(() -> {});
        platform.scratch.fail(null);

        jobs.resume();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> platform.submissions.get(ACME, id).status() == ReviewStatus.IN_REVIEW);
    }

    @Test
    void whatTheVersionBeforeNeedsIsThereForTheUpgradeFromIt() {
        platform.publish(TestExtension.of("com.acme.base", "1.0.0").field("name", "Base"));
        platform.publish(TestExtension.version("1.0.0").needs("com.acme.base", "[1.0,2)"));

        submit(TestExtension.version("1.1.0"));
        var order = platform.scratch.orders.get(platform.scratch.orders.size() - 1);
        assertThat(order.dependencies())
                .extracting(candidate -> candidate.version().extensionId())
                .containsExactly("com.acme.base");

        platform.publish(TestExtension.of("com.acme.base", "1.0.1").field("name", "Base"));
        submit(TestExtension.version("1.1.1"));
        var later = platform.scratch.orders.get(platform.scratch.orders.size() - 1);
        var withOldBase =
                new TrialOrder(later.candidate(), order.dependencies(), later.before(), later.routes(), later.topics());
        assertThat(later.key()).as("another trial than with the base before").isNotEqualTo(withOldBase.key());
    }

    @Test
    void thatTheVersionBeforeDoesNotWorkIsNotTheNewOnesFault() {
        platform.scratch.report(new TrialReport(
                Duration.ZERO,
                Duration.ofMillis(80),
                List.of(),
                new TrialReport.Use(3, 1, Duration.ofMillis(4), 1000, 0),
                List.of(),
                Optional.empty(),
                Optional.of(new TrialReport.Upgrade("0.9.0", Optional.empty(), Optional.of("409 it needs a moon"))),
                Optional.empty()));

        var version = submit(TestExtension.version("1.0.0"));

        assertThat(version.status()).isEqualTo(ReviewStatus.IN_REVIEW);
        assertThat(outcome(version, "compatibility-run").detail())
                .contains("upgrade from 0.9.0 could not be tried", "it needs a moon");
    }

    private void profile(String version, String exports) {
        try {
            var folder = Files.createDirectories(data.resolve("conf/platforms"));
            Files.writeString(
                    folder.resolve(version + ".mf"),
                    "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: platform\nBundle-Version: "
                            + version + "\nExport-Package: " + exports
                            + "\nProvide-Capability: osgi.ee;osgi.ee=JavaSE;version:Version=17\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
