package org.archipel.marketplace.internal.submission;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.checks.Submission;
import org.archipel.marketplace.internal.checks.SubmissionChecks;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.SubmissionMessage;
import org.archipel.marketplace.internal.model.SubmissionMessage.Side;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.ConversationStore;
import org.archipel.marketplace.internal.trust.PackageSignature;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where people decide on submissions: reviewers approve, ask for changes or reject, publishers answer. Who submitted a version, or
 * answered for it, does not review it. Thread-safe.
 */
@Component(service = ReviewDesk.class)
public final class ReviewDesk {
    private static final int MOST_JOBS = 500;
    private static final Set<Job.State> UNFINISHED = Set.of(Job.State.QUEUED, Job.State.RUNNING);

    private final UnitOfWork work;
    private final Submissions submissions;
    private final PackageTrust trust;
    private final JobQueue jobs;
    private final SubmissionEvents events;
    private final PackageStore packages;
    private final SubmissionChecks checks;
    private final boolean fourEyes;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public ReviewDesk(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference Submissions submissions,
            @Reference PackageTrust trust,
            @Reference JobQueue jobs,
            @Reference SubmissionEvents events,
            @Reference PackageStore packages,
            @Reference SubmissionChecks checks,
            @Reference Settings settings) {
        this.work = work;
        this.submissions = submissions;
        this.trust = trust;
        this.jobs = jobs;
        this.events = events;
        this.packages = packages;
        this.checks = checks;
        this.fourEyes = settings.fourEyes();
    }

    /**
     * Publishes a submission that waits for review: it is countersigned and in the catalogue.
     *
     * @throws ConflictException if it does not wait for review, or may not be published any more
     */
    public synchronized ExtensionVersion approve(Caller caller, String id, String reason) {
        requireReviewable(caller, id);
        requireStillGood(submissions.get(caller, id));
        var countersignature = trust.countersign(submissions.get(caller, id));
        return decide(caller, id, ReviewStatus.APPROVED, reason, Optional.of(countersignature));
    }

    /** Refuses it for good. */
    public ExtensionVersion reject(Caller caller, String id, String reason) {
        return decide(caller, id, ReviewStatus.REJECTED, reason, Optional.empty());
    }

    /** Hands it back to the publisher, who answers or submits the version again. */
    public ExtensionVersion requestChanges(Caller caller, String id, String reason) {
        return decide(caller, id, ReviewStatus.CHANGES_REQUESTED, reason, Optional.empty());
    }

    /**
     * The publisher answers a reviewer's request; the submission waits for review again.
     *
     * @throws ConflictException if no changes were requested
     */
    public ExtensionVersion respond(Caller caller, String id, String text) {
        return work.call(transaction -> {
            var version = submissions.find(transaction, caller, id);
            requirePublisher(caller, version);
            requireStatus(version, ReviewStatus.CHANGES_REQUESTED);
            ConversationStore.join(transaction, id, caller.userId());
            ConversationStore.say(transaction, id, Side.PUBLISHER, caller.actor(), text);
            var answered = catalogue.update(transaction, version.answered());
            events.tell(transaction, caller, "responded", answered);
            return answered;
        });
    }

    /**
     * Has the checks made that could not be made, or that nobody makes because their job was cancelled.
     *
     * @throws ConflictException unless it waits for that
     */
    public Job recheck(Caller caller, String id) {
        requireNotUnderWay(caller, submissions.get(caller, id));
        return work.call(transaction -> {
            var version = submissions.find(transaction, caller, id);
            if (!version.unchecked()) {
                throw new ConflictException("the submission is " + version.status() + ", nothing is left to check");
            }
            var job = jobs.submit(transaction, caller, ValidationHandler.request(version));
            events.tell(transaction, caller, "recheck", version);
            return job;
        });
    }

    /** The publisher's job, or one that an administrator had made, may be at work on it. */
    private void requireNotUnderWay(Caller caller, ExtensionVersion version) {
        var unfinished = new JobFilter(UNFINISHED, Optional.of(ValidationHandler.JOB_TYPE));
        var underWay = Stream.of(version.organizationId(), caller.organizationId())
                .distinct()
                .flatMap(organization ->
                        jobs.list(organization, unfinished, Optional.empty(), MOST_JOBS).items().stream())
                .filter(job -> !job.state().finished())
                .anyMatch(job -> version.id()
                        .equals(job.input().path(ValidationHandler.SUBMISSION).asText()));
        if (underWay) {
            throw new ConflictException("the checks of the submission are under way");
        }
    }

    /**
     * What was said, the oldest first.
     *
     * @param after id of the last message of the page before; an empty text for the first page
     */
    public List<SubmissionMessage> messages(Caller caller, String id, String after, int most) {
        return work.call(transaction -> {
            var version = submissions.find(transaction, caller, id);
            return ConversationStore.messages(transaction, version.id(), after, most);
        });
    }

    private void requireReviewable(Caller caller, String id) {
        work.run(transaction -> {
            var version = submissions.find(transaction, caller, id);
            requireStatus(version, ReviewStatus.IN_REVIEW);
            requireOther(transaction, caller, version);
        });
    }

    /** Between the checks and the approval others are published, and keys and namespaces taken back. */
    private void requireStillGood(ExtensionVersion version) {
        var published = work.call(transaction -> catalogue.published(transaction, version.extensionId()));
        var submission = new Submission(version, packages.verified(version.packageHash()), published);
        var obstacles = checks.standingInTheWay(submission).stream()
                .map(check -> check.name() + ": " + check.detail())
                .toList();
        if (!obstacles.isEmpty()) {
            throw new ConflictException("it cannot be published any more: " + String.join(" ", obstacles));
        }
    }

    private ExtensionVersion decide(
            Caller caller,
            String id,
            ReviewStatus decision,
            String reason,
            Optional<PackageSignature> countersignature) {
        return work.call(transaction -> {
            var version = submissions.find(transaction, caller, id);
            requireStatus(version, ReviewStatus.IN_REVIEW);
            requireOther(transaction, caller, version);
            var now = Timestamps.stored(Instant.now());
            var reviewed = catalogue.update(transaction, version.reviewed(decision, reason, caller.actor(), now));
            ConversationStore.say(transaction, id, Side.REVIEWER, caller.actor(), reason);
            countersignature.ifPresent(signature -> publish(transaction, reviewed, signature, now));
            events.tell(transaction, caller, name(decision), reviewed);
            if (decision == ReviewStatus.APPROVED) {
                events.publish(transaction, "published", reviewed);
            }
            return reviewed;
        });
    }

    private void publish(
            Transaction transaction, ExtensionVersion version, PackageSignature countersignature, Instant now) {
        if (!countersignature.sha256().equals(version.packageHash())) {
            throw new ConflictException("the submission was changed meanwhile");
        }
        trust.publish(transaction, version, countersignature);
        catalogue.publish(transaction, version.descriptor(), now);
    }

    private void requireOther(Transaction transaction, Caller caller, ExtensionVersion version) {
        if (fourEyes && ConversationStore.takesPart(transaction, version.id(), caller.userId())) {
            throw new PlatformException(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "who submitted a version does not review it; another reviewer has to");
        }
    }

    private static void requirePublisher(Caller caller, ExtensionVersion version) {
        if (!version.organizationId().equals(caller.organizationId())) {
            throw new PlatformException(ErrorCode.AUTHORIZATION_ERROR, "only its publisher answers for a submission");
        }
    }

    private static void requireStatus(ExtensionVersion version, ReviewStatus wanted) {
        if (version.status() != wanted) {
            throw new ConflictException("the submission is " + version.status() + ", not " + wanted);
        }
    }

    private static String name(ReviewStatus decision) {
        return switch (decision) {
            case APPROVED -> "approved";
            case REJECTED -> "rejected";
            default -> "changes-requested";
        };
    }
}
