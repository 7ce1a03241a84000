package org.archipel.benchmarks;

import java.util.Arrays;
import java.util.Map;
import org.archipel.benchmarks.sandbox.BoundaryCalls;
import org.archipel.benchmarks.sandbox.JmhRun;
import org.archipel.benchmarks.sandbox.Rewriting;
import org.archipel.benchmarks.sandbox.RewrittenCode;

/** What rewritten code costs beside plain code, what a call over the boundary costs, and how long rewriting takes. */
final class SandboxScenario implements Scenario {
    private static final String REWRITTEN = " rewritten";
    private static final String PLAIN = " plain";
    private static final Map<String, String> BARS = Map.of(
            "JsonMapping", "<= 1.05",
            "TextParsing", "<= 1.25",
            "WordCount", "<= 1.25",
            "Sieve", "<= 1.25",
            "Matrix", "<= 1.25",
            "ArraySum", "<= 1.25",
            "BoundedSum", "<= 1.25",
            "LongLoop", "<= 1.25",
            "Fibonacci", "<= 1.10",
            "TreeWalk", "<= 1.10");

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public String description() {
        return "rewritten code beside plain code, a call into an extension, rewriting 500 classes";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        double[] rewriting = Rewriting.seconds(1 + workbench.repetitions());
        report.add(name(), "rewriting 500 classes, the first", "s", rewriting[0], "<= 1");
        report.add(
                name(), "rewriting 500 classes again", "s", Arrays.copyOfRange(rewriting, 1, rewriting.length), "<= 1");
        calls(JmhRun.of(BoundaryCalls.class, workbench.repetitions()), report);
        Map<String, double[]> code = JmhRun.of(RewrittenCode.class, workbench.repetitions());
        code.forEach((what, nanos) -> {
            if (what.endsWith(REWRITTEN)) {
                String name = what.substring(0, what.length() - REWRITTEN.length());
                report.add(name(), name + ", plain", "ns", code.get(name + PLAIN), "");
                report.add(name(), name + ", rewritten", "ns", nanos, "");
                report.add(name(), name + ", ratio", "", ratios(nanos, code.get(name + PLAIN)), BARS.get(name));
            }
        });
    }

    private void calls(Map<String, double[]> nanos, Report report) {
        report.add(name(), "call, without a boundary", "ns", nanos.get("direct"), "");
        report.add(name(), "change of threads and back, with nothing else", "ns", nanos.get("changeOfThreads"), "");
        report.add(name(), "call, one after the other", "ns", nanos.get("single"), "<= 1000");
        report.add(name(), "call, in a batch", "ns", nanos.get("batched"), "<= 1000");
        double[] awakened = nanos.get("afterPause").clone();
        for (int i = 0; i < awakened.length; i++) {
            awakened[i] -= nanos.get("pause")[i];
        }
        report.add(name(), "call, after a pause of 1 ms", "ns", awakened, "");
    }

    private static double[] ratios(double[] over, double[] under) {
        double[] ratios = new double[over.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = over[i] / under[i];
        }
        return ratios;
    }
}
