package org.archipel.marketplace.internal.install;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.RevocationStore;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes published versions back: from the commit on none is installed any more, and a job acts on the installed copies. Thread-safe.
 */
@Component(service = Revocations.class)
public final class Revocations {
    /** Type of the job that acts on installed copies. */
    public static final String JOB_TYPE = "extension.revocation";

    /** Members of the job's input. */
    public static final String EXTENSION = "extensionId";

    public static final String VERSION = "version";

    private static final int ATTEMPTS = 20;

    private final UnitOfWork work;
    private final JobQueue jobs;
    private final AuditLog audit;
    private final Outbox outbox;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Revocations(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference JobQueue jobs,
            @Reference AuditLog audit,
            @Reference Outbox outbox) {
        this.work = work;
        this.jobs = jobs;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** A revocation with the job that acts on the installed copies. */
    public record Placed(Revocation revocation, Job job) {}

    /**
     * @param replacement for REPLACE: the version that copies are brought to; empty for the newest good one
     * @throws ConflictException if the version was taken back before
     */
    public Placed revoke(
            Caller caller,
            String extensionId,
            String version,
            Revocation.Policy policy,
            Optional<String> replacement,
            String reason) {
        return work.call(transaction -> {
            var revoked = published(transaction, extensionId, version);
            replacement.ifPresent(other -> requireGood(transaction, extensionId, version, other));
            var input = Json.object().put(EXTENSION, extensionId).put(VERSION, version);
            var job = jobs.submit(
                    transaction, caller, JobRequest.of(JOB_TYPE, input).attempts(ATTEMPTS));
            var revocation = new Revocation(
                    extensionId,
                    version,
                    policy,
                    replacement,
                    reason,
                    caller.actor(),
                    Timestamps.stored(Instant.now()),
                    Optional.of(job.id()));
            if (!RevocationStore.insert(transaction, revocation)) {
                throw new ConflictException("version " + version + " was taken back before");
            }
            catalogue.relist(transaction, extensionId);
            tell(transaction, caller, revoked, revocation);
            return new Placed(revocation, job);
        });
    }

    /** What was taken back of an extension, the latest first. */
    public List<Revocation> list(String extensionId) {
        return work.call(transaction -> RevocationStore.list(transaction, extensionId));
    }

    public Optional<Revocation> find(String extensionId, String version) {
        return work.call(transaction -> RevocationStore.find(transaction, extensionId, version));
    }

    private ExtensionVersion published(Transaction transaction, String extensionId, String version) {
        return catalogue
                .version(transaction, extensionId, version)
                .filter(found -> found.status() == ReviewStatus.APPROVED)
                .orElseThrow(
                        () -> new NotFoundException("version " + version + " of " + extensionId + " is not published"));
    }

    private void requireGood(Transaction transaction, String extensionId, String version, String replacement) {
        if (replacement.equals(version)
                || catalogue.installable(transaction, extensionId).stream()
                        .noneMatch(good -> good.version().equals(replacement))) {
            throw new ValidationException("/replacement", "must be another published version");
        }
    }

    /** The publisher learns of it too. */
    private void tell(Transaction transaction, Caller caller, ExtensionVersion version, Revocation revocation) {
        var data = Json.object()
                .put(EXTENSION, revocation.extensionId())
                .put(VERSION, revocation.version())
                .put("policy", revocation.policy().name())
                .put("reason", revocation.reason());
        var subject = "extension/" + revocation.extensionId();
        audit.record(transaction, caller, AuditLog.Entry.success("extension.version.revoked", subject, data));
        outbox.append(transaction, version.organizationId(), "extension.version.revoked", subject, data);
    }
}
