package org.archipel.marketplace.internal.checks;

import java.util.function.Function;
import java.util.stream.Collectors;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.PackageGate;

/** The stored package passes the gate, which tries to rewrite its classes too; what the gate only warns of is shown. */
final class GateCheck implements SubmissionCheck {
    private final PackageGate gate;

    GateCheck(PackageGate gate) {
        this.gate = gate;
    }

    @Override
    public String name() {
        return "package-gate";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        var report = gate.inspect(submission.file());
        return report.accepted()
                ? Verdict.pass(join(report, GateReport.Severity.WARNING, GateCheck::sentence))
                : Verdict.fail(
                        join(report, GateReport.Severity.ERROR, GateCheck::sentence),
                        join(report, GateReport.Severity.ERROR, GateReport.Finding::advice));
    }

    private static String sentence(GateReport.Finding finding) {
        return finding.location() + ": " + finding.message() + " (" + finding.rule() + ")";
    }

    private static String join(
            GateReport report, GateReport.Severity severity, Function<GateReport.Finding, String> part) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(part)
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
