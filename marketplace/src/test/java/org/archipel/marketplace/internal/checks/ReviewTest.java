package org.archipel.marketplace.internal.checks;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.test.TestExtension;
import org.junit.jupiter.api.Test;

/** What a reviewer decides, and what a publisher does then. */
class ReviewTest extends CheckedSubmission {
    private static final String PUBLISHES =
            "{'resource':'events','actions':['publish'],'conditions':[{'type':'topics','values':['tiny.done']}],"
                    + "'required':true,'reason':'to tell of what it did'}";

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

        assertThat(platform.desk.messages(ACME, version.id(), "", 10))
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

    @Test
    void whatAVersionPublishedMeanwhileOffersMayNotGoEither() {
        platform.publish(TestExtension.version("1.0.0"));
        var more = submit(TestExtension.version("1.1.0").asks(PUBLISHES));
        var less = submit(TestExtension.version("1.2.0"));
        platform.desk.approve(REVIEWER, more.id(), "fine");

        assertThatThrownBy(() -> platform.desk.approve(REVIEWER, less.id(), "fine"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("api-baseline: Against version 1.1.0 it lacks event tiny.done");
    }
}
