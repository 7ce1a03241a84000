package org.archipel.marketplace.internal.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.catalogue.CatalogueCleaner;
import org.archipel.marketplace.internal.model.Download;
import org.archipel.marketplace.internal.model.Review;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.store.DownloadStore;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.marketplace.internal.test.Published;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.junit.jupiter.api.BeforeEach;

class ReviewsTest {
    private static final Consumer<Optional<Review>> ANY = present -> {};

    private final String extension = "org.x" + UUID.randomUUID().toString().substring(0, 8) + ".crm";
    private final Caller publisher = TestPlatform.caller(Ids.next());
    private final Caller user = TestPlatform.caller(Ids.next());
    private UnitOfWork work;
    private Reviews reviews;

    @BeforeEach
    void open(TestDatabase database) {
        work = database.unit("marketplace", "org.archipel.marketplace.internal.store");
        reviews = new Reviews(
                work,
                (transaction, caller, entry) -> {},
                (transaction, organization, drafts) ->
                        drafts.stream().map(draft -> Ids.next()).toList());
        Published.of(extension, "1.0.0").insert(work, publisher.organizationId());
    }

    @DatabaseTest
    void onlyWhoHadItInstalledReviewsIt() {
        assertThatThrownBy(() -> write(user, 5, "great"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("had installed");

        install(user, Download.Kind.FILE);
        assertThatThrownBy(() -> write(user, 5, "great")).isInstanceOf(ConflictException.class);

        install(user, Download.Kind.INSTALL);
        assertThat(write(user, 5, "great").stars()).isEqualTo(5);
    }

    @DatabaseTest
    void anOrganizationHasOneReviewOfAVersionWhichItChangesAndTakesBack() {
        install(user, Download.Kind.INSTALL);
        write(user, 5, "great");
        write(user, 2, "not so great");

        assertThat(reviews.list(extension, SubmissionQuery.FIRST_PAGE, 10))
                .singleElement()
                .satisfies(review -> assertThat(review.stars()).isEqualTo(2));
        assertThat(ratings()).isEqualTo(2.0);

        reviews.delete(user, extension, "1.0.0", ANY);
        assertThat(reviews.list(extension, SubmissionQuery.FIRST_PAGE, 10)).isEmpty();
        assertThatThrownBy(() -> reviews.delete(user, extension, "1.0.0", ANY)).isInstanceOf(NotFoundException.class);
    }

    @DatabaseTest
    void publishersDoNotReviewTheirOwn() {
        install(publisher, Download.Kind.INSTALL);

        assertThatThrownBy(() -> write(publisher, 5, "")).hasMessageContaining("their own");
    }

    @DatabaseTest
    void strangersTextIsBoundedAndPlain() {
        install(user, Download.Kind.INSTALL);
        for (var text : new String[] {
            "a".repeat(2001), "bell\u0007", "\u202Eturned", "lone \uD800", "z\u0301\u0301\u0301\u0301\u0301"
        }) {
            assertThatThrownBy(() -> write(user, 5, text)).isInstanceOf(ValidationException.class);
        }
        assertThatThrownBy(() -> write(user, 0, "")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> write(user, 6, "")).isInstanceOf(ValidationException.class);

        assertThat(write(user, 4, "  deux\r\nlignes, 日本語, 👩‍🚀 ").text()).isEqualTo("deux\nlignes, 日本語, 👩‍🚀");
    }

    @DatabaseTest
    void moderatorsRemoveAnyReview() {
        install(user, Download.Kind.INSTALL);
        var review = write(user, 1, "spam");

        reviews.moderate(publisher, extension, review.id());

        assertThat(reviews.list(extension, SubmissionQuery.FIRST_PAGE, 10)).isEmpty();
    }

    @DatabaseTest
    void reviewsOfADeletedOrganizationAreGone() {
        Caller other = TestPlatform.caller(Ids.next());
        for (Caller each : List.of(user, other)) {
            install(each, Download.Kind.INSTALL);
            write(each, each.equals(user) ? 1 : 5, "");
        }
        var clock = work.call(ListingStore::clock);

        assertThat(new CatalogueCleaner(work).clean(user.organizationId())).isTrue();

        assertThat(reviews.list(extension, SubmissionQuery.FIRST_PAGE, 10))
                .singleElement()
                .satisfies(review -> assertThat(review.stars()).isEqualTo(5));
        assertThat(work.call(ListingStore::clock).revision()).isGreaterThan(clock.revision());
    }

    private Review write(Caller caller, int stars, String text) {
        return reviews.write(caller, extension, "1.0.0", stars, text, ANY);
    }

    private void install(Caller caller, Download.Kind kind) {
        work.run(transaction -> DownloadStore.add(
                transaction, Download.now(extension, "1.0.0", caller.organizationId(), kind, caller.actor())));
    }

    private double ratings() {
        return work.call(transaction -> ListingStore.ratings(transaction, List.of(extension)))
                .get(extension)
                .average();
    }
}
