package org.archipel.marketplace.internal.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.packages.DeclaredDigest;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.packages.Upload;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ProblemException;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.PackageGate;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes submissions of publishers and decisions of reviewers. Thread-safe. */
@Component(service = Submissions.class)
public final class Submissions {
    private static final int UNPROCESSABLE = 422;

    private final UnitOfWork work;
    private final PackageStore packages;
    private final PackageGate gate;
    private final JobQueue jobs;
    private final AuditLog audit;
    private final Outbox outbox;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Submissions(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference PackageStore packages,
            @Reference PackageGate gate,
            @Reference JobQueue jobs,
            @Reference AuditLog audit,
            @Reference Outbox outbox) {
        this.work = work;
        this.packages = packages;
        this.gate = gate;
        this.jobs = jobs;
        this.audit = audit;
        this.outbox = outbox;
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
     * @throws ProblemException with status 413 if it is too large, 422 with the gate's findings if it is refused
     * @throws ConflictException if the version was submitted before with other content
     */
    public Taken submit(Caller caller, InputStream body, Declared declared) {
        try (var upload = packages.receive(body)) {
            DeclaredDigest.check(declared.contentDigest(), declared.digest(), declared.sha256(), upload.sha256());
            var descriptor = inspect(upload);
            return store(caller, upload, descriptor);
        }
    }

    /** A submission that the caller may see: of its organization, or any for a reviewer. */
    public ExtensionVersion get(Caller caller, String id) {
        return work.call(transaction -> catalogue.submission(transaction, id))
                .filter(version -> sees(caller, version))
                .orElseThrow(Submissions::unknown);
    }

    /** The submissions that the caller may see, newest first; one more than the limit tells that there are more. */
    public List<ExtensionVersion> list(Caller caller, Optional<ReviewStatus> status, String before, int limit) {
        var organization = Optional.of(caller.organizationId()).filter(id -> !reviews(caller));
        var query = new SubmissionQuery(organization, status, before, limit);
        return work.call(transaction -> catalogue.submissions(transaction, query));
    }

    /**
     * Publishes or refuses a submission that waits for review.
     *
     * @param decision APPROVED or REJECTED
     * @throws ConflictException if it does not wait for review
     */
    public ExtensionVersion review(Caller caller, String id, ReviewStatus decision, String reason) {
        return work.call(transaction -> {
            var version = catalogue.submission(transaction, id).orElseThrow(Submissions::unknown);
            if (version.status() != ReviewStatus.IN_REVIEW) {
                throw new ConflictException("the submission is " + version.status() + ", it cannot be reviewed");
            }
            var now = now();
            var reviewed = catalogue.update(transaction, version.reviewed(decision, reason, caller.actor(), now));
            if (decision == ReviewStatus.APPROVED) {
                catalogue.publish(transaction, reviewed.descriptor(), now);
            }
            tell(transaction, caller, decision == ReviewStatus.APPROVED ? "approved" : "rejected", reviewed);
            return reviewed;
        });
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
                                + (finding.advice().isBlank() ? "" : " " + finding.advice())))
                .toList();
    }

    private Taken store(Caller caller, Upload upload, ExtensionDescriptor descriptor) {
        return work.call(transaction -> {
            var now = now();
            var entry = catalogue.claim(transaction, descriptor, caller.organizationId(), now);
            if (!entry.developerId().equals(caller.organizationId())) {
                throw new PlatformException(
                        ErrorCode.AUTHORIZATION_ERROR, "the id " + descriptor.id() + " belongs to another publisher");
            }
            var before = catalogue
                    .version(transaction, descriptor.id(), descriptor.version())
                    .filter(version -> version.packageHash().equals(upload.sha256()));
            if (before.isPresent()) {
                return new Taken(before.get(), Optional.empty());
            }
            var version = catalogue.insert(transaction, pending(caller, upload, descriptor, now));
            packages.keep(upload);
            var input = Json.object().put(ValidationHandler.SUBMISSION, version.id());
            var job = jobs.submit(transaction, caller, JobRequest.of(ValidationHandler.JOB_TYPE, input));
            tell(transaction, caller, "submitted", version);
            return new Taken(version, Optional.of(job));
        });
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

    private void tell(Transaction transaction, Caller caller, String what, ExtensionVersion version) {
        var topic = "extension.submission." + what;
        var subject = "extension/" + version.extensionId();
        ObjectNode data = Json.object()
                .put("submissionId", version.id())
                .put("version", version.version())
                .put("packageHash", version.packageHash());
        version.reason().ifPresent(reason -> data.put("reason", reason));
        audit.record(transaction, caller, AuditLog.Entry.success(topic, subject, data));
        outbox.append(transaction, version.organizationId(), topic, subject, data);
    }

    private static boolean sees(Caller caller, ExtensionVersion version) {
        return version.organizationId().equals(caller.organizationId()) || reviews(caller);
    }

    private static boolean reviews(Caller caller) {
        return caller.may(ApiPermission.SUBMISSIONS_REVIEW);
    }

    private static NotFoundException unknown() {
        return new NotFoundException("there is no such submission");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
