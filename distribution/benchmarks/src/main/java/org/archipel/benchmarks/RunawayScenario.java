package org.archipel.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.archipel.benchmarks.sandbox.Runaways;
import org.archipel.benchmarks.sandbox.runaway.Endless;
import org.archipel.benchmarks.sandbox.runaway.Locking;
import org.archipel.benchmarks.sandbox.runaway.Swallowing;

/** How soon an extension that runs away ends, and what others notice of it. */
final class RunawayScenario implements Scenario {
    private static final int TIMES = 10;
    private static final int MANY = 10;
    private static final long BUDGET_MILLIS = 500;
    private static final long LONG_BUDGET_MILLIS = 4_000;
    private static final int PIECES = 1_000;
    private static final String SOON = "<= 100";

    @Override
    public String name() {
        return "runaway";
    }

    @Override
    public String description() {
        return "endless loops in extensions: how late they end, and the platform's own work beside ten of them";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        try (Runaways runaways = new Runaways(BUDGET_MILLIS)) {
            for (Class<? extends LongSupplier> kind : List.of(Endless.class, Swallowing.class, Locking.class)) {
                report.add(
                        name(),
                        "end after the budget, " + kind.getSimpleName().toLowerCase(Locale.ROOT),
                        "ms",
                        again(runaways, kind, 1, TIMES),
                        SOON);
            }
            report.add(
                    name(),
                    "end after the budget, " + MANY + " at once",
                    "ms",
                    again(runaways, Endless.class, MANY, workbench.repetitions()),
                    SOON);
            report.add(name(), "threads lost", "", runaways.lostThreads(), "0");
        }
        beside(report);
    }

    private static double[] again(Runaways runaways, Class<? extends LongSupplier> kind, int atOnce, int times) {
        List<Double> late = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (double each : runaways.end(kind, atOnce)) {
                late.add(each);
            }
        }
        return late.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void beside(Report report) {
        try (Runaways runaways = new Runaways(LONG_BUDGET_MILLIS)) {
            runaways.workBeside(null, PIECES);
            double[][] quiet = runaways.workBeside(null, PIECES);
            double[][] beside = runaways.workBeside(() -> runaways.end(Endless.class, MANY), PIECES);
            double before = Percentiles.of(quiet[0], 0.99);
            double meanwhile = Percentiles.of(beside[0], 0.99);
            report.add(name(), "platform's work, 99th percentile, quiet", "ms", before, "");
            report.add(name(), "the same beside " + MANY + " endless loops", "ms", meanwhile, "");
            report.add(name(), "ratio", "", meanwhile / before, "<= 2");
            report.add(name(), "call of another extension, 99th, quiet", "ms", Percentiles.of(quiet[1], 0.99), "");
            report.add(name(), "the same beside them", "ms", Percentiles.of(beside[1], 0.99), "");
        }
    }
}
