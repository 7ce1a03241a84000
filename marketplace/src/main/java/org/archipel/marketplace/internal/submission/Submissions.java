package org.archipel.marketplace.internal.submission;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.packages.DeclaredDigest;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.packages.Upload;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.ConversationStore;
import org.archipel.marketplace.internal.trust.Namespaces;
import org.archipel.marketplace.internal.trust.PackageSignature;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ProblemException;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.PackageGate;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes submissions of publishers, and shows them. Thread-safe. */
@Component(service = Submissions.class)
public final class Submissions {
    private static final int UNPROCESSABLE = 422;

    private final UnitOfWork work;
    private final PackageStore packages;
    private final PackageGate gate;
    private final Namespaces namespaces;
    private final PackageTrust trust;
    private final JobQueue jobs;
    private final SubmissionEvents events;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Submissions(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference PackageStore packages,
            @Reference PackageGate gate,
            @Reference Namespaces namespaces,
            @Reference PackageTrust trust,
            @Reference JobQueue jobs,
            @Reference SubmissionEvents events) {
        this.work = work;
        this.packages = packages;
        this.gate = gate;
        this.namespaces = namespaces;
        this.trust = trust;
        this.jobs = jobs;
        this.events = events;
    }

    /**
     * A submission that was taken.
     *
     * @param validation the job that checks it; empty if the same package was submitted before
     */
    public record Taken(ExtensionVersion version, Optional<Job> validation) {}

    /** The digests that the client sent with its package; each may be null. */
    public record Declared(String contentDigest, String digest, String sha256) {}

    /**
     * Takes a package. What the gate refuses leaves nothing behind.
     *
     * @param signature the publisher's
     * @throws ProblemException with status 413 if it is too large, 422 with the gate's findings if it is refused
     * @throws ConflictException if the version was submitted before with other content, and is not open for it
     * @throws org.archipel.api.error.PlatformException {@code AUTHORIZATION_ERROR} if the id is not the publisher's
     */
    public Taken submit(Caller caller, InputStream body, Declared declared, Optional<PackageSignature> signature) {
        return submit(caller, body, declared, signature, transaction -> {});
    }

    /** @param also done in the transaction that takes the package, before it is kept */
    public Taken submit(
            Caller caller,
            InputStream body,
            Declared declared,
            Optional<PackageSignature> signature,
            UnitOfWork.VoidWork also) {
        try (var upload = packages.receive(body)) {
            DeclaredDigest.check(declared.contentDigest(), declared.digest(), declared.sha256(), upload.sha256());
            var descriptor = inspect(upload);
            return store(caller, upload, descriptor, signature, also);
        }
    }

    /** A submission that the caller may see: of its organization, or any for a reviewer. */
    public ExtensionVersion get(Caller caller, String id) {
        return work.call(transaction -> find(transaction, caller, id));
    }

    /** The submissions that the caller may see, newest first; one more than the limit tells that there are more. */
    public List<ExtensionVersion> list(Caller caller, Optional<ReviewStatus> status, String before, int limit) {
        var organization = Optional.of(caller.organizationId()).filter(id -> !reviews(caller));
        var query = new SubmissionQuery(organization, status, before, limit);
        return work.call(transaction -> catalogue.submissions(transaction, query));
    }

    ExtensionVersion find(Transaction transaction, Caller caller, String id) {
        return catalogue
                .submission(transaction, id)
                .filter(version -> version.organizationId().equals(caller.organizationId()) || reviews(caller))
                .orElseThrow(() -> new NotFoundException("there is no such submission"));
    }

    private ExtensionDescriptor inspect(Upload upload) {
        var report = gate.inspect(upload.file());
        if (!report.accepted()) {
            throw new ProblemException(
                    UNPROCESSABLE, ErrorCode.VALIDATION_ERROR, "the package was refused", errors(report), null);
        }
        return report.descriptor().orElseThrow();
    }

    private static List<FieldError> errors(GateReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == GateReport.Severity.ERROR)
                .map(finding -> new FieldError(
                        finding.location(),
                        finding.rule() + ": " + finding.message()
                                + (finding.advice().isBlank() ? "" : ". " + finding.advice())))
                .toList();
    }

    private Taken store(
            Caller caller,
            Upload upload,
            ExtensionDescriptor descriptor,
            Optional<PackageSignature> signature,
            UnitOfWork.VoidWork also) {
        return work.call(transaction -> {
            var now = Timestamps.stored(Instant.now());
            namespaces.require(transaction, caller, descriptor.id());
            var entry = catalogue.claim(transaction, descriptor, caller.organizationId(), now);
            if (!entry.developerId().equals(caller.organizationId())) {
                catalogue.transfer(transaction, descriptor.id(), caller.organizationId());
            }
            var fresh = pending(caller, upload, descriptor, now);
            var before = catalogue.version(transaction, descriptor.id(), descriptor.version());
            if (before.filter(version -> !version.open()).isPresent()) {
                return new Taken(same(before.get(), upload), Optional.empty());
            }
            var version = before.isPresent()
                    ? catalogue.update(transaction, before.get().resubmitted(fresh))
                    : catalogue.insert(transaction, fresh);
            also.run(transaction);
            packages.keep(upload);
            trust.keep(transaction, version, signature);
            ConversationStore.join(transaction, version.id(), caller.userId());
            var job = jobs.submit(transaction, caller, ValidationHandler.request(version));
            events.tell(transaction, caller, before.isPresent() ? "resubmitted" : "submitted", version);
            return new Taken(version, Optional.of(job));
        });
    }

    /** The submission that is there; a package that differs needs another version. */
    private static ExtensionVersion same(ExtensionVersion before, Upload upload) {
        if (!before.packageHash().equals(upload.sha256())) {
            throw new ConflictException("version " + before.version() + " of " + before.extensionId()
                    + " was submitted before; a changed package needs a new version");
        }
        return before;
    }

    private static ExtensionVersion pending(Caller caller, Upload upload, ExtensionDescriptor descriptor, Instant now) {
        return new ExtensionVersion(
                Ids.next(),
                caller.organizationId(),
                upload.sha256(),
                upload.size(),
                descriptor,
                List.of(),
                ReviewStatus.PENDING,
                Optional.empty(),
                caller.actor(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static boolean reviews(Caller caller) {
        return caller.may(ApiPermission.SUBMISSIONS_REVIEW);
    }
}
