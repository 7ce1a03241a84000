package org.archipel.marketplace.internal.submission;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks a submission; afterwards it waits for a reviewer, or is rejected. */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + ValidationHandler.JOB_TYPE)
public final class ValidationHandler implements JobHandler {
    static final String JOB_TYPE = "extension.validation";
    static final String SUBMISSION = "submissionId";

    private final UnitOfWork work;
    private final PackageStore packages;
    private final SubmissionChecks checks;
    private final Outbox outbox;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public ValidationHandler(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference PackageStore packages,
            @Reference SubmissionChecks checks,
            @Reference Outbox outbox) {
        this.work = work;
        this.packages = packages;
        this.checks = checks;
        this.outbox = outbox;
    }

    @Override
    public JsonNode run(JobExecution execution) {
        var id = execution.job().input().get(SUBMISSION).asText();
        var version = begin(id, execution);
        if (version.status() == ReviewStatus.VALIDATING) {
            var published = work.call(transaction -> catalogue.published(transaction, version.extensionId()));
            var outcomes = checks.run(new Submission(version, packages.verified(version.packageHash()), published));
            end(version.checked(outcomes), execution);
        }
        return Json.object().put(SUBMISSION, id);
    }

    private ExtensionVersion begin(String id, JobExecution execution) {
        return work.call(transaction -> {
            execution.fence(transaction);
            var version = catalogue
                    .submission(transaction, id)
                    .orElseThrow(() -> new NotFoundException("the submission is gone"));
            return version.status() == ReviewStatus.PENDING
                    ? catalogue.update(transaction, version.validating())
                    : version;
        });
    }

    private void end(ExtensionVersion checked, JobExecution execution) {
        work.run(transaction -> {
            execution.fence(transaction);
            var version = catalogue.update(transaction, checked);
            var data = Json.object()
                    .put("submissionId", version.id())
                    .put("version", version.version())
                    .put("status", version.status().name());
            outbox.append(
                    transaction,
                    version.organizationId(),
                    "extension.submission.checked",
                    "extension/" + version.extensionId(),
                    data);
        });
    }
}
