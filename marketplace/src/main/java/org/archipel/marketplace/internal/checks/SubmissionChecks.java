package org.archipel.marketplace.internal.checks;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.plan.FrameworkForesight;
import org.archipel.marketplace.internal.scratch.Scratch;
import org.archipel.marketplace.internal.trust.Namespaces;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.PermissionVocabulary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All checks, in the order in which they are made. Those that look at the package are all made, whatever their outcome: a publisher
 * wants to see everything at once. Those that run it follow only if nothing stands in the way by then.
 */
@Component(service = SubmissionChecks.class)
public final class SubmissionChecks {
    private static final Logger LOG = LoggerFactory.getLogger(SubmissionChecks.class);
    private static final int ATTEMPTS = 2;

    private final List<SubmissionCheck> looking;
    private final List<SubmissionCheck> changeable;
    private final List<SubmissionCheck> running;

    @Activate
    public SubmissionChecks(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference Settings settings,
            @Reference PackageStore packages,
            @Reference PackageGate gate,
            @Reference FrameworkForesight foresight,
            @Reference PermissionVocabulary vocabulary,
            @Reference PackageTrust trust,
            @Reference Namespaces namespaces,
            @Reference Scratch scratch) {
        changeable = List.of(
                new StillTrustedCheck(trust),
                new NamespaceCheck(namespaces),
                new LookAlikeCheck(work),
                new VersionOrderCheck(),
                new ApiBaselineCheck(packages),
                new DependenciesCheck(work));
        looking = List.of(
                new GateCheck(gate),
                new DescriptorCheck(),
                new SignatureCheck(trust),
                new NamespaceCheck(namespaces),
                new LookAlikeCheck(work),
                new PublisherNameCheck(work),
                new VersionOrderCheck(),
                new ApiBaselineCheck(packages),
                new PlatformRangeCheck(),
                new ResolutionCheck(foresight, settings),
                new DependenciesCheck(work),
                new PermissionGrowthCheck(vocabulary),
                new SecretsCheck(),
                new VulnerableLibrariesCheck(settings::advisories),
                new LicenceCheck());
        var trials = new Trials(scratch, work, packages);
        running = List.of(
                new CompatibilityRunCheck(trials), new SecurityRunCheck(trials), new PerformanceRunCheck(trials));
    }

    /** Names of all checks, in order. */
    public List<String> names() {
        return Stream.concat(looking.stream(), running.stream())
                .map(SubmissionCheck::name)
                .toList();
    }

    /**
     * Makes the checks that are not made yet.
     *
     * @param made whether a check has its outcome already, by name
     * @param blocked asked before the checks that run the package: whether something stands in the way
     * @param before told which check comes next
     * @param record takes each outcome as soon as it is there
     */
    public void run(
            Submission submission,
            Predicate<String> made,
            BooleanSupplier blocked,
            Consumer<String> before,
            Consumer<Check> record) {
        run(looking, submission, made, before, record);
        if (!blocked.getAsBoolean()) {
            run(running, submission, made, before, record);
        }
    }

    /**
     * What stands in the way of a submission by now, though it did not when it was checked: others were published meanwhile, a key or a
     * namespace was taken back. Empty if nothing does.
     */
    public List<Check> standingInTheWay(Submission submission) {
        return changeable.stream()
                .map(check -> outcome(check, submission))
                .filter(Check::blocks)
                .toList();
    }

    private static void run(
            List<SubmissionCheck> checks,
            Submission submission,
            Predicate<String> made,
            Consumer<String> before,
            Consumer<Check> record) {
        for (var check : checks) {
            if (!made.test(check.name())) {
                before.accept(check.name());
                record.accept(outcome(check, submission));
            }
        }
    }

    private static Check outcome(SubmissionCheck check, Submission submission) {
        for (int attempt = 1; ; attempt++) {
            try {
                return check.outcome(check.examine(submission));
            } catch (UnfitPackageException e) {
                return check.outcome(Verdict.fail(
                        "It cannot be looked into: " + e.getMessage() + ".",
                        "Leave out archives that the extension does not need, or package them again."));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.error(
                        "check {} could not examine {}",
                        check.name(),
                        submission.version().id(),
                        e);
                if (attempt == ATTEMPTS) {
                    return new Check(
                            check.name(),
                            Check.Outcome.ERROR,
                            check.enforced(),
                            "The check itself failed, which says nothing about the package.",
                            "Nothing; the platform's log has the details, and an administrator can have it checked again.");
                }
            }
        }
    }
}
