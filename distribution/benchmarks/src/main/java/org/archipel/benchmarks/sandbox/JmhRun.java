package org.archipel.benchmarks.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks of JMH round by round, each in a JVM of its own with the platform's collector, so that what is compared is measured
 * in alternation.
 */
public final class JmhRun {
    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 3;
    private static final TimeValue TIME = TimeValue.milliseconds(700);

    private JmhRun() {}

    /** @return nanoseconds an operation, one a round, by benchmark and parameter */
    public static Map<String, double[]> of(Class<?> benchmarks, int rounds) {
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        try {
            for (int round = 0; round < rounds; round++) {
                for (RunResult result : new Runner(new OptionsBuilder()
                                .include(benchmarks.getName().replace(".", "\\.") + "\\..*")
                                .forks(1)
                                .jvmArgsAppend("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4")
                                .warmupIterations(WARM_UPS)
                                .warmupTime(TIME)
                                .measurementIterations(MEASUREMENTS)
                                .measurementTime(TIME)
                                .timeUnit(TimeUnit.NANOSECONDS)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                        .run()) {
                    scores.computeIfAbsent(name(result), absent -> new ArrayList<>())
                            .add(result.getPrimaryResult().getScore());
                }
            }
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
        Map<String, double[]> arrays = new LinkedHashMap<>();
        scores.forEach((name, values) -> arrays.put(
                name, values.stream().mapToDouble(Double::doubleValue).toArray()));
        return arrays;
    }

    private static String name(RunResult result) {
        String method = result.getPrimaryResult().getLabel();
        String code = result.getParams().getParam("code");
        return code == null ? method : code + ' ' + result.getParams().getParam("form");
    }
}
