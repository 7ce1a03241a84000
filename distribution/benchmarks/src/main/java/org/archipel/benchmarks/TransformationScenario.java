package org.archipel.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What a mapping of ten fields and a JavaScript rule cost beside reading and writing the document, measured by JMH. */
final class TransformationScenario implements Scenario {
    private static final String NAME = "transformation";
    private static final String UNIT = "ratio";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a mapping of ten fields and a JavaScript rule beside Jackson's parse and write of the same document";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        Map<String, Double> scores = measure(workbench.repetitions());
        double plain = scores.get("parseAndWrite");
        scores.forEach((what, score) -> report.add(NAME, what, "doc/s", score, ""));
        report.add(NAME, "mapping / parse and write", UNIT, scores.get("mapping") / plain, ">= 0.7");
        report.add(NAME, "script / parse and write", UNIT, scores.get("script") / plain, ">= 0.25");
        report.add(NAME, "parse, map, write / parse and write", UNIT, scores.get("parseMapAndWrite") / plain, "");
        report.add(NAME, "parse, script, write / parse and write", UNIT, scores.get("parseScriptAndWrite") / plain, "");
    }

    private static Map<String, Double> measure(int repetitions) {
        var options = new OptionsBuilder()
                .include(TransformationBenchmark.class.getName())
                .forks(1)
                // The platform's own heap, stacks and collector.
                .jvmArgs("-Xmx256m", "-Xss512k", "-XX:+UseSerialGC")
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(repetitions)
                .measurementTime(TimeValue.seconds(2))
                .build();
        try {
            Collection<RunResult> results = new Runner(options).run();
            Map<String, Double> scores = new HashMap<>();
            results.forEach(result -> scores.put(
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore()));
            return scores;
        } catch (RunnerException e) {
            throw new IllegalStateException("the micro-benchmark failed", e);
        }
    }
}
