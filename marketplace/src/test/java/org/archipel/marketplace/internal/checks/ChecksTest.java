package org.archipel.marketplace.internal.checks;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.scratch.TrialReport;
import org.archipel.marketplace.internal.test.PowerFailure;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestJobs;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checks of submissions find, and what becomes of the submissions. */
class ChecksTest {
    private static final String EVENTS =
            "{'resource':'events','actions':['publish'],'conditions':[{'type':'topics','values':['%s']}],"
                    + "'required':true,'reason':'to tell of what it did'}";

    @TempDir
    private Path data;

    private final TestJobs jobs = new TestJobs();
    private TestDatabase database;
    private TestPlatform platform;

    @BeforeEach
    void open() {
        database = TestDatabase.open(Dialect.DERBY);
        platform = new TestPlatform(database, data, jobs);
    }

    @AfterEach
    void close() {
        platform.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/.env", "keys/publisher.p12", "id_ed25519"})
    void filesThatHoldCredentialsAreFound(String name) {
        assertRejected(TestExtension.version("1.0.0").entry(name, new byte[] {1}), "secrets", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token = ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "aws: AKIAIOSFODNN7EXAMPLE",
                "jdbc:postgresql://admin:verysecret1@db.example.org/x",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v0VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
            })
    void credentialsInTextsAreFound(String text) {
        assertRejected(
                TestExtension.version("1.0.0").entry("notes.txt", text.getBytes(StandardCharsets.UTF_8)),
                "secrets",
                "notes.txt contains");
    }

    @Test
    void textsThatOnlyLookLikeCredentialsAreLeftAlone() {
        var text = "-----BEGIN PRIVATE KEY-----\n is how a key begins; http://user@example.org; ghp_short";

        var version = submit(TestExtension.version("1.0.0").entry("notes.txt", text.getBytes(StandardCharsets.UTF_8)));

        assertThat(outcome(version, "secrets").outcome()).isEqualTo(Check.Outcome.PASSED);
    }

    @Test
    void vulnerableLibraryIsFoundByItsMavenMetadataAlsoInAnEmbeddedJar() {
        advisories("[{'id':'CVE-1','library':'org.evil:lib','ranges':['1.0..1.2.3'],'fixed':'1.2.3',"
                + "'severity':'HIGH','summary':'it leaks'}]");
        var pom = "groupId=org.evil\nartifactId=lib\nversion=1.2.2\n".getBytes(StandardCharsets.UTF_8);

        var version = submit(TestExtension.version("1.0.0")
                .entry("lib/lib.jar", zip("META-INF/maven/org.evil/lib/pom.properties", pom)));
        var fixed = submit(TestExtension.version("1.1.0")
                .entry(
                        "META-INF/maven/org.evil/lib/pom.properties",
                        new String(pom, StandardCharsets.UTF_8)
                                .replace("1.2.2", "1.2.3")
                                .getBytes(StandardCharsets.UTF_8)));

        assertThat(outcome(version, "vulnerable-libraries").detail()).contains("CVE-1", "fixed in 1.2.3");
        assertThat(version.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(outcome(fixed, "vulnerable-libraries").outcome()).isEqualTo(Check.Outcome.PASSED);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0.0, 0",
        "1.9, 1.10, -1",
        "2.0-rc1, 2.0, -1",
        "2.0-alpha1, 2.0-beta9, -1",
        "2.0-beta9, 2.0-rc1, -1",
        "1.0.Final, 1.0, 0",
        "31.1-jre, 32.0.0, -1",
        "2.14.1, 2.15.0, -1"
    })
    void versionsOfLibrariesAreInMavensOrder(String one, String other, int order) {
        assertThat(Integer.signum(MavenVersion.of(one).compareTo(MavenVersion.of(other))))
                .isEqualTo(order);
        assertThat(Integer.signum(MavenVersion.of(other).compareTo(MavenVersion.of(one))))
                .isEqualTo(-order);
    }

    @Test
    void whatOthersRelyOnMayNotGoWithAMinorVersion() {
        platform.publish(TestExtension.version("1.0.0").asks(EVENTS.formatted("tiny.done")));

        var minor = submit(TestExtension.version("1.1.0").asks(EVENTS.formatted("tiny.finished")));
        var major = submit(TestExtension.version("2.0.0").asks(EVENTS.formatted("tiny.finished")));

        assertThat(outcome(minor, "api-baseline").detail()).contains("event tiny.done");
        assertThat(outcome(minor, "api-baseline").advice()).contains("2.0.0");
        assertThat(minor.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(outcome(major, "api-baseline").outcome()).isEqualTo(Check.Outcome.PASSED);
    }

    @ParameterizedTest
    @CsvSource({"1.5.0, REJECTED", "1.0.1, IN_REVIEW", "1.0.0.x, IN_REVIEW", "2.0.1, IN_REVIEW"})
    void lowerVersionIsOnlyAFixOfItsOwnLine(String number, ReviewStatus expected) {
        platform.publish(TestExtension.version("1.0.0"));
        platform.publish(TestExtension.version("2.0.0"));

        assertThat(submit(TestExtension.version(number)).status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "com.globex.other, Tiny",
        "com.globex.other, Тiny",
        "com.globex.other, T1ny",
        "com.acmee.tiny, Something",
        "com.acne.tiny, Something",
        "com.acrne.tiny, Something"
    })
    void whatLooksLikeAnotherPublishersIsRejected(String id, String name) {
        platform.publish(TestExtension.version("1.0.0"));

        var version = platform.submit(GLOBEX, TestExtension.of(id, "1.0.0").field("name", name));

        assertThat(version.checks())
                .filteredOn(Check::blocks)
                .extracting(Check::name)
                .containsExactly("look-alike");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2.0,3)", "[0.1,1.0)", "2.0"})
    void rangeThatExcludesThePlatformIsRejected(String range) {
        assertRejected(TestExtension.version("1.0.0").field("platformRange", range), "platform-range", range);
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
                List.of("1 calls that exceeded a budget"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));

        assertRejected(TestExtension.version("1.0.0"), "security-run", "exceeded a budget");
    }

    @Test
    void checksGoOnWhereACrashLeftThem() {
        platform.scratch.crash(new PowerFailure());
        var id = platform.submitWithoutWaiting(ACME, TestExtension.version("1.0.0"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> platform.scratch.asked.get() > 0);
        var before = platform.submissions.get(ACME, id);
        assertThat(before.status()).isEqualTo(ReviewStatus.VALIDATING);
        assertThat(before.checks()).hasSize(14);

        platform.scratch.crash(null);
        jobs.resume();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> platform.submissions.get(ACME, id).status() == ReviewStatus.IN_REVIEW);
        var after = platform.submissions.get(ACME, id);
        assertThat(after.checks())
                .extracting(Check::name)
                .doesNotHaveDuplicates()
                .hasSize(17);
        assertThat(after.checks().subList(0, 14)).isEqualTo(before.checks());
    }

    @Test
    void rejectedVersionIsSubmittedAgainWithOtherBytes() {
        var first = submit(TestExtension.version("1.0.0").entry(".env", new byte[] {1}));

        var second = submit(TestExtension.version("1.0.0"));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.packageHash()).isNotEqualTo(first.packageHash());
        assertThat(second.status()).isEqualTo(ReviewStatus.IN_REVIEW);
        assertThat(platform.events).contains("extension.submission.resubmitted");
    }

    @Test
    void publisherDoesNotReviewItsOwnSubmission() {
        var version = submit(TestExtension.version("1.0.0"));

        assertThatThrownBy(() -> platform.desk.approve(ACME, version.id(), "mine"))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION_ERROR));
    }

    @Test
    void changesAreRequestedAnsweredAndApproved() {
        var version = submit(TestExtension.version("1.0.0"));
        platform.desk.requestChanges(REVIEWER, version.id(), "why?");

        platform.desk.respond(ACME, version.id(), "because");

        assertThat(platform.desk.messages(ACME, version.id()))
                .extracting(message -> message.side() + " " + message.text())
                .containsExactly("REVIEWER why?", "PUBLISHER because");
        assertThat(platform.desk.approve(REVIEWER, version.id(), "I see").status())
                .isEqualTo(ReviewStatus.APPROVED);
        assertThat(platform.events)
                .contains(
                        "extension.submission.changes-requested",
                        "extension.submission.responded",
                        "extension.submission.approved",
                        "extension.submission.published");
    }

    @Test
    void ofTwoDecisionsAtOnceOneIsMade() {
        var version = submit(TestExtension.version("1.0.0"));
        var decisions = Stream.<Supplier<ExtensionVersion>>of(
                        () -> platform.desk.approve(REVIEWER, version.id(), "yes"),
                        () -> platform.desk.reject(REVIEWER, version.id(), "no"),
                        () -> platform.desk.requestChanges(REVIEWER, version.id(), "hm"))
                .map(CompletableFuture::supplyAsync)
                .toList();

        var made = decisions.stream()
                .map(decision -> decision.handle((done, conflict) -> done))
                .map(CompletableFuture::join)
                .filter(Objects::nonNull)
                .toList();

        assertThat(made)
                .singleElement()
                .satisfies(decided -> assertThat(
                                platform.submissions.get(ACME, version.id()).status())
                        .isEqualTo(decided.status()));
    }

    @Test
    void whatWasPublishedMeanwhileStandsInTheWayOfAnApproval() {
        var lower = submit(TestExtension.version("1.9.0"));
        var higher = submit(TestExtension.version("2.0.0"));
        platform.desk.approve(REVIEWER, higher.id(), "fine");

        assertThatThrownBy(() -> platform.desk.approve(REVIEWER, lower.id(), "fine"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("version-order: Version 2.0.0 is published already");

        var mine = submit(TestExtension.of("com.acme.money", "1.0.0").field("name", "Money Mover"));
        var theirs = platform.submit(
                GLOBEX, TestExtension.of("com.globex.m", "1.0.0").field("name", "Money M0ver"));
        platform.desk.approve(REVIEWER, mine.id(), "fine");

        assertThatThrownBy(() -> platform.desk.approve(REVIEWER, theirs.id(), "fine"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("look-alike: It can be taken for another publisher's extension");
        assertThat(platform.submissions.get(GLOBEX, theirs.id()).status()).isEqualTo(ReviewStatus.IN_REVIEW);
    }

    @Test
    void rejectionByAReviewerIsFinal() {
        var version = submit(TestExtension.version("1.0.0"));
        platform.desk.reject(REVIEWER, version.id(), "no");

        assertThatThrownBy(() -> submit(TestExtension.version("1.0.0").field("description", "Better")))
                .hasMessageContaining("new version");
    }

    private ExtensionVersion submit(TestExtension extension) {
        return platform.submit(ACME, extension);
    }

    private void assertRejected(TestExtension extension, String check, String reason) {
        var version = submit(extension);
        assertThat(version.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(outcome(version, check).detail()).contains(reason);
        assertThat(version.checks())
                .filteredOn(Check::blocks)
                .extracting(Check::name)
                .containsExactly(check);
    }

    private static Check outcome(ExtensionVersion version, String name) {
        return version.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void advisories(String json) {
        try {
            Files.writeString(data.resolve("conf/advisories.json"), json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static byte[] zip(String name, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
