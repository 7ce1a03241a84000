package org.archipel.marketplace.internal.review;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.Review;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.DownloadStore;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.marketplace.internal.store.ReviewStore;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Stars and words of organizations on versions that they had at work. Thread-safe. */
@Component(service = Reviews.class)
public final class Reviews {
    private static final int MOST_STARS = 5;

    private final UnitOfWork work;
    private final AuditLog audit;
    private final Outbox outbox;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Reviews(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference AuditLog audit,
            @Reference Outbox outbox) {
        this.work = work;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** The newest first; one more than the limit tells that there are more. */
    public List<Review> list(String extensionId, String before, int limit) {
        return work.call(transaction -> {
            published(transaction, extensionId);
            return ReviewStore.list(transaction, extensionId, before, limit);
        });
    }

    /** The caller's organization's own. */
    public Optional<Review> find(Caller caller, String extensionId, String version) {
        return work.call(transaction -> ReviewStore.find(transaction, caller.organizationId(), extensionId, version));
    }

    /**
     * Writes the caller's organization's review of a version, or changes it.
     *
     * @param precondition is given the review that is there, and throws if the caller expected another
     * @throws ConflictException if the organization never had the version at work, or published it itself
     */
    public Review write(
            Caller caller,
            String extensionId,
            String version,
            int stars,
            String text,
            Consumer<Optional<Review>> precondition) {
        if (stars < 1 || stars > MOST_STARS) {
            throw new ValidationException("/stars", "1 to " + MOST_STARS);
        }
        var checked = StrangersText.checked("/text", text);
        return work.call(transaction -> {
            var extension = published(transaction, extensionId);
            checkMayReview(transaction, caller, extension, version);
            var present = ReviewStore.find(transaction, caller.organizationId(), extensionId, version);
            precondition.accept(present);
            var review = next(caller, extensionId, version, stars, checked, present);
            boolean written = present.isEmpty()
                    ? ReviewStore.insert(transaction, review)
                    : ReviewStore.update(transaction, review);
            if (!written) {
                throw new ConflictException("the review was changed by someone else meanwhile");
            }
            tell(transaction, caller, "written", review, extension);
            return review;
        });
    }

    /** @throws NotFoundException if the caller's organization has none */
    public void delete(Caller caller, String extensionId, String version, Consumer<Optional<Review>> precondition) {
        work.run(transaction -> {
            var present = ReviewStore.find(transaction, caller.organizationId(), extensionId, version);
            precondition.accept(present);
            remove(transaction, caller, present);
        });
    }

    /** Removes a review of any organization; for those who watch over the marketplace. */
    public void moderate(Caller caller, String extensionId, String reviewId) {
        work.run(transaction ->
                remove(transaction, caller, ReviewStore.findOnPlatform(transaction, extensionId, reviewId)));
    }

    private void remove(Transaction transaction, Caller caller, Optional<Review> present) {
        var review = present.orElseThrow(() -> new NotFoundException("there is no such review"));
        ReviewStore.delete(transaction, review);
        tell(transaction, caller, "removed", review, published(transaction, review.extensionId()));
    }

    private void checkMayReview(Transaction transaction, Caller caller, CatalogueEntry extension, String version) {
        catalogue
                .version(transaction, extension.id(), version)
                .filter(found -> found.status() == ReviewStatus.APPROVED)
                .orElseThrow(() ->
                        new NotFoundException("version " + version + " of " + extension.id() + " is not published"));
        if (extension.developerId().equals(caller.organizationId())) {
            throw new ConflictException("publishers do not review their own extensions");
        }
        if (!DownloadStore.installed(transaction, caller.organizationId(), extension.id(), version)) {
            throw new ConflictException(
                    "only a version that the organization had installed can be reviewed; " + version + " was not");
        }
    }

    private CatalogueEntry published(Transaction transaction, String extensionId) {
        return catalogue
                .extension(transaction, extensionId)
                .filter(entry -> entry.latestVersion().isPresent())
                .orElseThrow(() -> new NotFoundException("the catalogue has no extension " + extensionId));
    }

    private static Review next(
            Caller caller, String extensionId, String version, int stars, String text, Optional<Review> present) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new Review(
                present.map(Review::id).orElseGet(Ids::next),
                extensionId,
                version,
                caller.organizationId(),
                caller.userId(),
                stars,
                text,
                present.map(Review::createdAt).orElse(now),
                now,
                present.map(Review::revision).orElse(0L) + 1);
    }

    /** The publisher learns of the stars, not of whom they come from. */
    private void tell(Transaction transaction, Caller caller, String what, Review review, CatalogueEntry extension) {
        var topic = "extension.review." + what;
        var subject = "extension/" + review.extensionId();
        var data = Json.object()
                .put("reviewId", review.id())
                .put("version", review.version())
                .put("stars", review.stars());
        audit.record(transaction, caller, AuditLog.Entry.success(topic, subject, data));
        outbox.append(transaction, extension.developerId(), topic, subject, data);
        ListingStore.touch(transaction, review.extensionId());
    }
}
