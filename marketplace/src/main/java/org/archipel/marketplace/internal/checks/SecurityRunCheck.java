package org.archipel.marketplace.internal.checks;

import java.util.List;
import java.util.stream.Collectors;
import org.archipel.marketplace.internal.scratch.TrialReport;
import org.archipel.marketplace.internal.scratch.TrialReport.Call;

/** In the scratch container it keeps to its budgets with its required permissions alone, and survives hostile requests. */
final class SecurityRunCheck implements SubmissionCheck {
    private static final int SERVER_ERROR = 500;
    private static final int MOST_NAMED = 20;

    private final Trials trials;

    SecurityRunCheck(Trials trials) {
        this.trials = trials;
    }

    @Override
    public String name() {
        return "security-run";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        return trials.of(submission)
                .map(SecurityRunCheck::judge)
                .orElseGet(() -> Verdict.skip("Trials are switched off in this installation."));
    }

    private static Verdict judge(TrialReport report) {
        if (!report.misconduct().isEmpty()) {
            return Verdict.fail(
                    "In a trial with its required permissions: " + String.join("; ", report.misconduct()) + "."
                            + (report.calls().isEmpty() ? "" : " Called were " + operations(report) + "."),
                    "Work within the budgets, and end what you begin; docs/sandbox/governor.md names them.");
        }
        var broken = report.calls().stream()
                .filter(call -> call.status() >= SERVER_ERROR)
                .map(call -> call.operation() + " answered " + call.status())
                .distinct()
                .toList();
        if (!broken.isEmpty()) {
            return Verdict.pass("For the reviewer: " + join(broken) + ", without a provider and with odd arguments.");
        }
        return Verdict.pass(
                report.calls().isEmpty()
                        ? "Nothing of it can be called from outside; it started, ran and ended within its budgets."
                        : report.calls().size() + " calls of its operations, some of them hostile, did no harm: "
                                + operations(report) + ".");
    }

    private static String operations(TrialReport report) {
        var operations =
                report.calls().stream().map(Call::operation).distinct().sorted().toList();
        return operations.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (operations.size() > MOST_NAMED ? ", and " + (operations.size() - MOST_NAMED) + " more" : "");
    }

    private static String join(List<String> parts) {
        return parts.stream().limit(5).collect(Collectors.joining(", "));
    }
}
