package org.archipel.marketplace.internal.submission;

import java.util.List;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.plan.FrameworkForesight;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.PermissionVocabulary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all checks over a submission, whatever their outcome: a publisher wants to see everything at once. */
@Component(service = SubmissionChecks.class)
public final class SubmissionChecks {
    private static final Logger LOG = LoggerFactory.getLogger(SubmissionChecks.class);

    private final List<SubmissionCheck> checks;

    @Activate
    public SubmissionChecks(
            @Reference PackageGate gate,
            @Reference FrameworkForesight foresight,
            @Reference PermissionVocabulary vocabulary) {
        checks = List.of(
                new GateCheck(gate),
                new PlatformRangeCheck(),
                new ResolutionCheck(foresight),
                new PermissionGrowthCheck(vocabulary),
                new LicenceCheck());
    }

    List<Check> run(Submission submission) {
        return checks.stream().map(check -> run(check, submission)).toList();
    }

    private static Check run(SubmissionCheck check, Submission submission) {
        try {
            return check.outcome(check.examine(submission));
        } catch (RuntimeException e) {
            LOG.error(
                    "check {} could not examine {}",
                    check.name(),
                    submission.version().id(),
                    e);
            return new Check(
                    check.name(),
                    Check.Outcome.ERROR,
                    check.enforced(),
                    "The check itself failed.",
                    "Nothing; the platform's log has the details.");
        }
    }
}
