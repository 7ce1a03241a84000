package org.archipel.marketplace.internal.install;

import java.time.Instant;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.Deprecation;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.trust.Texts;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Extensions that their publishers do not keep up any more: they stay in the catalogue, with the advice against them, and a job tells
 * the organizations that have them. Thread-safe.
 */
@Component(service = Deprecations.class)
public final class Deprecations {
    /** Type of the job that tells of it. */
    public static final String JOB_TYPE = "extension.deprecation";

    /** Member of the job's input. */
    public static final String EXTENSION = "extensionId";

    private final UnitOfWork work;
    private final JobQueue jobs;
    private final AuditLog audit;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Deprecations(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference JobQueue jobs,
            @Reference AuditLog audit) {
        this.work = work;
        this.jobs = jobs;
        this.audit = audit;
    }

    /**
     * Advises against an extension; may be repeated with other words.
     *
     * @param replacement id of another published extension to go to
     * @throws ValidationException if the reason is missing, or the replacement is not published
     * @throws NotFoundException if the caller's organization does not publish it, and the caller does not administer the marketplace
     */
    public Deprecation put(Caller caller, String extensionId, String reason, Optional<String> replacement) {
        return work.call(transaction -> {
            own(transaction, caller, extensionId);
            var because = Texts.required("/reason", reason, Texts.REASON);
            replacement.ifPresent(other -> requirePublished(transaction, extensionId, other));
            var deprecation = new Deprecation(because, replacement, Timestamps.stored(Instant.now()));
            catalogue.deprecate(transaction, extensionId, Optional.of(deprecation));
            jobs.submit(
                    transaction, caller, JobRequest.of(JOB_TYPE, Json.object().put(EXTENSION, extensionId)));
            tell(transaction, caller, "deprecated", extensionId, because);
            return deprecation;
        });
    }

    /** Takes the advice back. */
    public void remove(Caller caller, String extensionId) {
        work.run(transaction -> {
            own(transaction, caller, extensionId)
                    .deprecation()
                    .orElseThrow(() -> new NotFoundException("nobody advises against the extension"));
            catalogue.deprecate(transaction, extensionId, Optional.empty());
            tell(transaction, caller, "undeprecated", extensionId, "");
        });
    }

    /** The advice against an extension, if there is one. */
    public Optional<Deprecation> find(String extensionId) {
        return work.call(transaction -> catalogue.extension(transaction, extensionId))
                .flatMap(CatalogueEntry::deprecation);
    }

    private CatalogueEntry own(Transaction transaction, Caller caller, String extensionId) {
        return catalogue
                .extension(transaction, extensionId)
                .filter(entry -> entry.latestVersion().isPresent())
                .filter(entry -> entry.developerId().equals(caller.organizationId())
                        || caller.may(ApiPermission.MARKETPLACE_MANAGE))
                .orElseThrow(() -> new NotFoundException("the organization publishes no extension " + extensionId));
    }

    private void requirePublished(Transaction transaction, String extensionId, String other) {
        if (other.equals(extensionId)
                || catalogue
                        .extension(transaction, other)
                        .flatMap(CatalogueEntry::latestVersion)
                        .isEmpty()) {
            throw new ValidationException("/replacement", "must be another published extension");
        }
    }

    private void tell(Transaction transaction, Caller caller, String what, String extensionId, String reason) {
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        "extension." + what,
                        "extension/" + extensionId,
                        Json.object().put(EXTENSION, extensionId).put("reason", reason)));
    }
}
