package org.archipel.marketplace.internal.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import org.archipel.marketplace.internal.scratch.TrialReport;

/** In the scratch container it starts in short time, and its operations take little processor and memory. */
final class PerformanceRunCheck implements SubmissionCheck {
    private static final Duration SLOW_INSTALL = Duration.ofSeconds(5);
    private static final Duration SLOW_CALL = Duration.ofSeconds(2);
    private static final Duration MUCH_CPU = Duration.ofMillis(500);
    private static final long MUCH_MEMORY = 64L << 20;

    private final Trials trials;

    PerformanceRunCheck(Trials trials) {
        this.trials = trials;
    }

    @Override
    public String name() {
        return "performance-run";
    }

    @Override
    public boolean enforced() {
        return false;
    }

    @Override
    public Verdict examine(Submission submission) {
        return trials.of(submission)
                .map(PerformanceRunCheck::judge)
                .orElseGet(() -> Verdict.skip("Trials are switched off in this installation."));
    }

    private static Verdict judge(TrialReport report) {
        var findings = new ArrayList<String>();
        if (report.install().compareTo(SLOW_INSTALL) > 0) {
            findings.add("It takes " + report.install().toMillis() + " ms to install and start.");
        }
        report.calls().stream()
                .filter(call -> call.took().compareTo(SLOW_CALL) > 0)
                .map(call -> call.operation() + " took " + call.took().toMillis() + " ms.")
                .forEach(findings::add);
        var use = report.used();
        long calls = Math.max(1, use.calls());
        if (use.cpuTime().dividedBy(calls).compareTo(MUCH_CPU) > 0) {
            findings.add("A call takes " + use.cpuTime().dividedBy(calls).toMillis() + " ms of processor time.");
        }
        if (use.allocatedBytes() / calls > MUCH_MEMORY) {
            findings.add("A call allocates " + (use.allocatedBytes() / calls >> 20) + " MiB.");
        }
        var figures = String.format(
                Locale.ROOT,
                "Installed and started in %d ms; %d calls took %d ms of processor time and allocated %d KiB in all; it"
                        + " keeps %d bytes.",
                report.install().toMillis(),
                use.calls(),
                use.cpuTime().toMillis(),
                use.allocatedBytes() >> 10,
                use.storageBytes());
        return findings.isEmpty()
                ? Verdict.pass(figures)
                : Verdict.fail(String.join(" ", findings) + " " + figures, "Do less at the start and in each call.");
    }
}
