package org.archipel.marketplace.internal.checks;

import java.util.ArrayList;
import org.archipel.marketplace.internal.scratch.TrialReport;

/** In the scratch container it can be installed, upgraded from the version before and back, and removed without a rest. */
final class CompatibilityRunCheck implements SubmissionCheck {
    private final Trials trials;

    CompatibilityRunCheck(Trials trials) {
        this.trials = trials;
    }

    @Override
    public String name() {
        return "compatibility-run";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        return trials.of(submission)
                .map(CompatibilityRunCheck::judge)
                .orElseGet(() -> Verdict.skip("Trials are switched off in this installation."));
    }

    private static Verdict judge(TrialReport report) {
        var findings = new ArrayList<String>();
        report.installProblem().ifPresent(problem -> findings.add("It cannot be installed: " + problem + "."));
        report.removal().ifPresent(problem -> findings.add("After its removal " + problem + "."));
        report.upgrade()
                .ifPresent(upgrade -> upgrade.problem()
                        .ifPresent(problem ->
                                findings.add("From version " + upgrade.fromVersion() + " and back: " + problem + ".")));
        if (!findings.isEmpty()) {
            return Verdict.of(findings, "Try it on an empty platform; bin/archipel start runs one.");
        }
        return Verdict.pass(report.upgrade().map(CompatibilityRunCheck::way).orElse("Installed and removed."));
    }

    /** That the version before does not work is not this one's fault; the reviewer should know that the way was not tried. */
    private static String way(TrialReport.Upgrade upgrade) {
        return upgrade.untried()
                .map(why -> "Installed and removed. For the reviewer: the upgrade from " + upgrade.fromVersion()
                        + " could not be tried, as that version does not come to work: " + why + ".")
                .orElse("Installed, removed, upgraded from " + upgrade.fromVersion() + " and rolled back.");
    }
}
