package org.archipel.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What the bounds of JSONata cost in usual mappings, measured by JMH. */
final class JsonataScenario implements Scenario {
    @Override
    public String name() {
        return "jsonata";
    }

    @Override
    public String description() {
        return "usual JSONata mappings within their bounds beside the same by the library alone";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        Map<String, List<double[]>> all = new LinkedHashMap<>();
        for (int round = 0; round < workbench.repetitions(); round++) {
            for (RunResult result : measure()) {
                all.computeIfAbsent(result.getParams().getParam("mapping"), absent -> new ArrayList<>())
                        .add(new double[] {nanos(result, "bounded"), nanos(result, "plain")});
            }
        }
        all.forEach((mapping, nanos) -> {
            String what = mapping.toLowerCase(Locale.ROOT);
            report.add(name(), what + ", bounded", "us", of(nanos, each -> each[0] / 1_000), "");
            report.add(name(), what + ", by the library alone", "us", of(nanos, each -> each[1] / 1_000), "");
            report.add(name(), what + ", ratio", "", of(nanos, each -> each[0] / each[1]), "<= 1.10");
        });
    }

    private static double[] of(List<double[]> nanos, ToDoubleFunction<double[]> figure) {
        return nanos.stream().mapToDouble(figure).toArray();
    }

    private static Iterable<RunResult> measure() {
        var options = new OptionsBuilder()
                .include(JsonataBenchmark.class.getName().replace(".", "\\.") + "\\..*")
                .forks(1)
                // The platform's own heap, stacks and collector.
                .jvmArgs("-Xmx256m", "-Xss512k", "-XX:+UseSerialGC")
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(2))
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("the micro-benchmark failed", e);
        }
    }

    /** Of one evaluation. */
    private static double nanos(RunResult result, String side) {
        Map<String, Result> counters = result.getSecondaryResults();
        return counters.get(side + "Nanos").getScore()
                / counters.get("evaluations").getScore();
    }
}
