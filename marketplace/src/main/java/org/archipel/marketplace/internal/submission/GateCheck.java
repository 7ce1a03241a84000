package org.archipel.marketplace.internal.submission;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.PackageGate;

/** The stored package passes the gate. */
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
    public Optional<Objection> examine(Submission submission) {
        var report = gate.inspect(submission.file());
        return report.accepted()
                ? Optional.empty()
                : Optional.of(new Objection(
                        join(report, GateReport.Finding::message), join(report, GateReport.Finding::advice)));
    }

    private static String join(GateReport report, Function<GateReport.Finding, String> part) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == GateReport.Severity.ERROR)
                .map(part)
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
