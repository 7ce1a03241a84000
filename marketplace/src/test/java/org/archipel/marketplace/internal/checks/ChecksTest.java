package org.archipel.marketplace.internal.checks;

import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.test.TestExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each check finds. */
class ChecksTest extends CheckedSubmission {
    private static final String EVENTS =
            "{'resource':'events','actions':['publish'],'conditions':[{'type':'topics','values':['%s']}],"
                    + "'required':true,'reason':'to tell of what it did'}";

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
    void reviewerLearnsThatAPublisherCallsItselfLikeAnother() {
        platform.publish(TestExtension.version("1.0.0"));
        var other = TestExtension.of("com.globex.boats", "1.0.0").field("name", "Boats");

        var version = platform.submit(GLOBEX, other.field("publisher", "ACМE"));

        assertThat(outcome(version, "publisher-name").outcome()).isEqualTo(Check.Outcome.FAILED);
        assertThat(outcome(version, "publisher-name").detail()).contains(TestExtension.ID);
        assertThat(version.status()).isEqualTo(ReviewStatus.IN_REVIEW);
    }

    @Test
    void archiveThatIsABombRejects() {
        var version = submit(TestExtension.version("1.0.0").entry("docs/more.jar", zip("zeros", new byte[34 << 20])));

        assertThat(version.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(outcome(version, "secrets").detail()).contains("unpack to more than is allowed");
    }

    private void advisories(String json) {
        try {
            Files.writeString(data.resolve("conf/advisories.json"), json.replace('\'', '"'));
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
