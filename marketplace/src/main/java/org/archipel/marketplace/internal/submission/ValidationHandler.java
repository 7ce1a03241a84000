package org.archipel.marketplace.internal.submission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.checks.Submission;
import org.archipel.marketplace.internal.checks.SubmissionChecks;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Checks a submission; afterwards it waits for a reviewer, or is rejected. Each outcome is recorded before the next check begins, so
 * that a crash costs one check at most.
 */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + ValidationHandler.JOB_TYPE)
public final class ValidationHandler implements JobHandler {
    static final String JOB_TYPE = "extension.validation";

    /** Member of the job's input. */
    static final String SUBMISSION = "submissionId";

    private static final String DIGEST = "packageHash";

    private final UnitOfWork work;
    private final PackageStore packages;
    private final SubmissionChecks checks;
    private final SubmissionEvents events;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public ValidationHandler(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference PackageStore packages,
            @Reference SubmissionChecks checks,
            @Reference SubmissionEvents events) {
        this.work = work;
        this.packages = packages;
        this.checks = checks;
        this.events = events;
    }

    /** The job that checks a submission as it is now. */
    static JobRequest request(ExtensionVersion version) {
        var input = Json.object().put(SUBMISSION, version.id()).put(DIGEST, version.packageHash());
        return JobRequest.of(JOB_TYPE, input).exclusive("submission/" + version.id());
    }

    @Override
    public JsonNode run(JobExecution execution) {
        var input = execution.job().input();
        var id = input.get(SUBMISSION).asText();
        try {
            var version = begin(id, execution);
            if (version.status() == ReviewStatus.VALIDATING
                    && version.packageHash().equals(input.get(DIGEST).asText())) {
                check(version, execution);
            }
        } catch (JobCancelledException e) {
            if (e.reason() == JobCancelledException.Reason.CANCELLED) {
                leave(id, execution, "the checks were cancelled");
            }
            throw e;
        } catch (PlatformException e) {
            if (!e.retryable() || last(execution)) {
                leave(id, execution, e.getMessage());
            }
            throw e;
        } catch (RuntimeException e) {
            if (last(execution)) {
                leave(id, execution, "an unexpected error of the platform; its log has the details");
            }
            throw e;
        }
        return Json.object().put(SUBMISSION, id);
    }

    private static boolean last(JobExecution execution) {
        return execution.attempt() >= execution.job().maxAttempts();
    }

    /** Nobody would look at it again: the publisher is told, and can have it checked anew or submit it again. */
    private void leave(String id, JobExecution execution, String why) {
        work.run(transaction -> {
            execution.fence(transaction);
            catalogue
                    .submission(transaction, id)
                    .filter(ExtensionVersion::unchecked)
                    .ifPresent(version -> {
                        var left = catalogue.update(transaction, version.left(why));
                        events.publish(transaction, "checked", left);
                    });
        });
    }

    private ExtensionVersion begin(String id, JobExecution execution) {
        return work.call(transaction -> {
            execution.fence(transaction);
            var version = catalogue
                    .submission(transaction, id)
                    .orElseThrow(() -> new NotFoundException("the submission is gone"));
            if (version.status() != ReviewStatus.PENDING) {
                return version;
            }
            var validating = catalogue.update(transaction, version.validating());
            events.publish(transaction, "validating", validating);
            return validating;
        });
    }

    private void check(ExtensionVersion version, JobExecution execution) {
        var published = work.call(transaction -> catalogue.published(transaction, version.extensionId()));
        var submission = new Submission(version, packages.verified(version.packageHash()), published);
        var progress = new Progress(version);
        checks.run(
                submission,
                progress::made,
                () -> progress.version.blocked(),
                name -> {
                    execution.checkCancelled();
                    execution.progress(
                            progress.version.checks().size(),
                            (long) checks.names().size(),
                            name);
                },
                outcome -> {
                    if (outcome.outcome() == Check.Outcome.ERROR) {
                        // A check that was interrupted because the platform stops is made again after the restart.
                        execution.checkCancelled();
                    }
                    progress.version = change(version.id(), execution, present -> present.checked(outcome));
                });
        work.run(transaction -> {
            execution.fence(transaction);
            var judged = catalogue.update(transaction, progress.version.judged());
            events.publish(transaction, "checked", judged);
        });
    }

    private ExtensionVersion change(String id, JobExecution execution, UnaryOperator<ExtensionVersion> change) {
        return work.call(transaction -> {
            execution.fence(transaction);
            return catalogue.update(
                    transaction,
                    change.apply(catalogue.submission(transaction, id).orElseThrow()));
        });
    }

    /** How far the checks came. */
    private static final class Progress {
        private ExtensionVersion version;

        private Progress(ExtensionVersion version) {
            this.version = version;
        }

        private boolean made(String check) {
            return version.checks().stream().anyMatch(done -> done.name().equals(check));
        }
    }
}
