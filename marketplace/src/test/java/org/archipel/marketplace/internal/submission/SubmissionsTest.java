package org.archipel.marketplace.internal.submission;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ProblemException;
import org.archipel.security.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubmissionsTest extends MarketplaceTest {
    private static final Submissions.Declared NO_DIGEST = new Submissions.Declared(null, null, null);

    @Test
    void soundPackageWaitsForAReviewerWithItsChecksRecorded() {
        var version = submit(TestExtension.version("1.0.0"));

        assertThat(version.status()).isEqualTo(ReviewStatus.IN_REVIEW);
        assertThat(version.checks())
                .extracting(Check::name)
                .contains("package-gate", "resolution", "platform-range", "licence");
        assertThat(version.checks())
                .allMatch(check -> check.outcome()
                        == (check.name().endsWith("-run") ? Check.Outcome.SKIPPED : Check.Outcome.PASSED));
        assertThatThrownBy(() -> platform.catalogue.extension(TestExtension.ID)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void approvalPublishes() {
        var version = submit(TestExtension.version("1.0.0"));

        platform.desk.approve(REVIEWER, version.id(), "useful");

        assertThat(platform.catalogue.extension(TestExtension.ID).latestVersion())
                .contains("1.0.0");
        assertThatThrownBy(() -> platform.desk.reject(REVIEWER, version.id(), "no"))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void packageThatDoesNotResolveIsRejectedWithAdvice() {
        var version = submit(
                TestExtension.version("1.0.0").header("Import-Package", "org.archipel.api.event;version=\"[7,8)\""));

        assertThat(version.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(version.checks())
                .filteredOn(Check::blocks)
                .singleElement()
                .satisfies(check -> assertThat(check.detail())
                        .contains("package org.archipel.api.event, version 7")
                        .contains("here is version 1.0.0"));
    }

    static Stream<byte[]> bad() {
        return Stream.of(
                "not a jar".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                TestExtension.version("1.0.0").field("surprise", "x").bytes(),
                TestExtension.version("1.0.0").field("version", "one").bytes(),
                TestExtension.version("1.0.0")
                        .asks("{'resource':'exec','actions':['run'],'reason':'r'}")
                        .bytes(),
                TestExtension.version("1.0.0").entry("../evil", new byte[] {1}).bytes(),
                TestExtension.version("1.0.0")
                        .header("Require-Bundle", "org.archipel.rest")
                        .bytes());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusedPackageLeavesNothingBehind(byte[] content) throws IOException {
        assertThatThrownBy(() -> platform.submissions.submit(
                        ACME, new ByteArrayInputStream(content), NO_DIGEST, Optional.empty()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(422);
                    assertThat(problem.errors()).isNotEmpty();
                });
        assertNothingStored();
    }

    @Test
    void aRefusalSaysWhatIsWrongAndThenWhatToDo() {
        assertThatThrownBy(() -> platform.submissions.submit(
                        ACME, new ByteArrayInputStream(new byte[] {1}), NO_DIGEST, Optional.empty()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors())
                                .first()
                                .extracting(FieldError::message)
                                .asString()
                                .startsWith("zip.not-an-archive: ")
                                .endsWith(". Submit the extension's jar file."));
    }

    @Test
    void wrongDigestIsRefused() throws IOException {
        assertThatThrownBy(() -> platform.submissions.submit(
                        ACME,
                        TestExtension.version("1.0.0").stream(),
                        new Submissions.Declared(null, null, "0".repeat(64)),
                        Optional.empty()))
                .isInstanceOf(ValidationException.class);
        assertNothingStored();
    }

    @Test
    void samePackageAgainIsTheSameSubmission() {
        var first = submit(TestExtension.version("1.0.0"));

        assertThat(submit(TestExtension.version("1.0.0")).id()).isEqualTo(first.id());
    }

    @Test
    void otherContentUnderTheSameVersionIsAConflict() {
        submit(TestExtension.version("1.0.0"));

        assertThatThrownBy(() -> submit(TestExtension.version("1.0.0").field("description", "Other")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("new version");
    }

    @Test
    void ofManySubmissionsOfOneVersionAtOnceExactlyOneWins() {
        List<CompletableFuture<ExtensionVersion>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            var extension = TestExtension.version("1.0.0").field("description", "Variant " + i);
            all.add(CompletableFuture.supplyAsync(() -> submit(extension)));
        }

        int won = 0;
        for (var each : all) {
            try {
                each.join();
                won++;
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOf(ConflictException.class);
            }
        }
        assertThat(won).isEqualTo(1);
    }

    @Test
    void idBelongsToTheOrganizationThatSubmittedItFirst() {
        submit(TestExtension.version("1.0.0"));

        assertThatThrownBy(() -> platform.submit(GLOBEX, TestExtension.version("1.1.0")))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION_ERROR));
    }

    @Test
    void publisherDoesNotSeeSubmissionsOfOthers() {
        var version = submit(TestExtension.version("1.0.0"));
        var publisher = new Caller("user:x", "globex", "x", EnumSet.of(ApiPermission.SUBMISSIONS_WRITE), "", "");

        assertThatThrownBy(() -> platform.submissions.get(publisher, version.id()))
                .isInstanceOf(NotFoundException.class);
        assertThat(platform.submissions.list(publisher, Optional.empty(), "~", 10))
                .isEmpty();
        assertThat(platform.submissions.list(GLOBEX, Optional.empty(), "~", 10)).hasSize(1);
    }

    private ExtensionVersion submit(TestExtension extension) {
        return platform.submit(ACME, extension);
    }

    private void assertNothingStored() throws IOException {
        assertThat(platform.submissions.list(ACME, Optional.empty(), "~", 10)).isEmpty();
        try (var files = Files.walk(data.resolve("packages"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
