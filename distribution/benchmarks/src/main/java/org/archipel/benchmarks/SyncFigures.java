package org.archipel.benchmarks;

/** Records a second, by repetition. */
final class SyncFigures {
    private static final String UNIT = "rec/s";

    final double[] few;
    final double[] first;
    final double[] plain;
    final double[] unchanged;
    final double[] plainAgain;
    final double[] changed;

    SyncFigures(int repetitions) {
        few = new double[repetitions];
        first = new double[repetitions];
        plain = new double[repetitions];
        unchanged = new double[repetitions];
        plainAgain = new double[repetitions];
        changed = new double[repetitions];
    }

    void report(Report report, String scenario) {
        report.add(scenario, "first sync of 100k", UNIT, first, "");
        report.add(scenario, "plain upsert of 100k new rows", UNIT, plain, "");
        report.add(scenario, "first sync / plain upsert", "ratio", ratios(first, plain), ">= 0.5");
        report.add(scenario, "sync again, nothing changed", UNIT, unchanged, "");
        report.add(scenario, "sync again, 10% changed", UNIT, changed, "");
        report.add(scenario, "plain upsert of 100k known rows", UNIT, plainAgain, "");
        report.add(scenario, "first sync of 10k", UNIT, few, "");
        report.add(scenario, "first sync, 100k / 10k", "ratio", ratios(first, few), "flat: about 1");
    }

    private static double[] ratios(double[] counters, double[] denominators) {
        double[] ratios = new double[counters.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = counters[i] / denominators[i];
        }
        return ratios;
    }
}
